//! Ctrl-Z: whether a shell could wake the program again, and the order in which it goes to sleep and comes back.
//!
//! The terminal's modes are the guard's, the signals themselves those of `signals`.

use std::{sync::mpsc::Receiver, time::Duration};

use rustix::process::{self, Pid};

use super::{
    event::{LoopEvent, exit_code_of},
    guard::Guard,
    host::Resumed,
    input::Input,
    signals::Signals,
};

/// How long a signal takes at most from its arrival to the queue.
const SIGNALS_UNDER_WAY: Duration = Duration::from_millis(200);

/// Gives the terminal back, stops the job, and takes the terminal again once the job is in the foreground.
pub fn suspend(guard: &mut Guard, input: &Input, signals: &Signals, events: &Receiver<LoopEvent>) -> Resumed {
    let mut meanwhile = input.hand_over(events);
    if meanwhile.contains(&LoopEvent::Gone) {
        return Resumed { size: None, gone: true, events: meanwhile };
    }
    guard.suspend();
    loop {
        let resumed = signals.stop_self().and_then(|()| guard.resume());
        if let Ok(Some(size)) = resumed {
            input.take_back();
            return Resumed { size: Some(size), gone: false, events: meanwhile };
        }
        // Continued in the background. After `kill %1` the signal is about to arrive; after `bg` there is nothing
        // to do without a terminal, and only a stopped job learns when it gets the terminal. Without a
        // terminal or a shell it must not stop again: nothing would wake it, not even SIGTERM.
        if resumed.is_err() || ends_in_background(events, &mut meanwhile) || !can_suspend() {
            return Resumed { size: None, gone: true, events: meanwhile };
        }
    }
}

/// Whether something that ends the program comes at once.
fn ends_in_background(events: &Receiver<LoopEvent>, meanwhile: &mut Vec<LoopEvent>) -> bool {
    while let Ok(event) = events.recv_timeout(SIGNALS_UNDER_WAY) {
        let ends = exit_code_of(&event).is_some();
        meanwhile.push(event);
        if ends {
            return true;
        }
    }
    false
}

/// Whether a shell with job control is there to continue us. Without one, a stopped program is a lost one.
pub fn can_suspend() -> bool {
    has_job_control_parent(
        process::getpid(),
        &ProcessTree {
            parent: |pid| if pid == process::getpid() { process::getppid() } else { parent_of(pid) },
            group: |pid| process::getpgid(Some(pid)).ok(),
            session: |pid| process::getsid(Some(pid)).ok(),
        },
    )
}

/// What is asked about a process.
struct ProcessTree<P, G, S> {
    parent: P,
    group: G,
    session: S,
}

/// The first ancestor outside our job is the one who resumes it, if it is of our session: what POSIX calls a
/// process group that is not orphaned.
fn has_job_control_parent<P, G, S>(own: Pid, tree: &ProcessTree<P, G, S>) -> bool
where
    P: Fn(Pid) -> Option<Pid>,
    G: Fn(Pid) -> Option<Pid>,
    S: Fn(Pid) -> Option<Pid>,
{
    let (job, session) = ((tree.group)(own), (tree.session)(own));
    let mut pid = own;
    while let Some(parent) = (tree.parent)(pid) {
        if (tree.session)(parent) != session {
            return false;
        }
        if (tree.group)(parent) != job {
            return true;
        }
        pid = parent;
    }
    false
}

/// The parent of any process, where the system has /proc.
fn parent_of(pid: Pid) -> Option<Pid> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", pid.as_raw_nonzero())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("PPid:"))?;
    Pid::from_raw(line.trim().parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each process as (pid, parent, group, session); asked for the last.
    fn resumes(processes: &[(i32, i32, i32, i32)]) -> bool {
        let find = |pid: Pid| processes.iter().find(|p| p.0 == pid.as_raw_nonzero().get());
        let tree = ProcessTree {
            parent: |pid| Pid::from_raw(find(pid)?.1),
            group: |pid| Pid::from_raw(find(pid)?.2),
            session: |pid| Pid::from_raw(find(pid)?.3),
        };
        has_job_control_parent(Pid::from_raw(processes.last().unwrap().0).unwrap(), &tree)
    }

    #[test]
    fn a_job_of_an_interactive_shell_can_be_suspended() {
        assert!(resumes(&[(1, 0, 1, 1), (10, 1, 10, 10), (20, 10, 20, 10)]));
    }

    #[test]
    fn also_when_the_shell_is_the_first_process_of_a_container() {
        assert!(resumes(&[(1, 0, 1, 1), (20, 1, 20, 1)]));
    }

    #[test]
    fn also_through_a_script_that_the_shell_started() {
        assert!(resumes(&[(10, 1, 10, 10), (20, 10, 20, 10), (21, 20, 20, 10)]));
    }

    #[test]
    fn the_leader_of_a_session_cannot() {
        assert!(!resumes(&[(1, 0, 1, 1), (10, 1, 10, 10)]));
    }

    #[test]
    fn a_shell_without_job_control_resumes_nothing() {
        assert!(!resumes(&[(1, 0, 1, 1), (10, 1, 10, 10), (11, 10, 10, 10)]));
    }

    #[test]
    fn an_orphan_cannot() {
        assert!(!resumes(&[(1, 0, 1, 1), (20, 1, 20, 10)]));
    }
}
