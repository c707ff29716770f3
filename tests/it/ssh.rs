//! The program at the other end of a real SSH connection: a server of our own on the loopback, with keys made for
//! the one test. Skipped, with a word, where no server is installed or allowed to run.

use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use crate::outside::explanation;
use crate::terminal::{Outer, clean};

const SIZE: (u16, u16) = (100, 30);
const SERVER: &str = "/usr/sbin/sshd";

/// A server that lets in the key that was made with it, and nobody else.
struct Server {
    process: Child,
    folder: TempDir,
    port: u16,
}

impl Server {
    /// Starts it; none where that is not possible, and why.
    fn start() -> Result<Self, String> {
        if !Path::new(SERVER).exists() {
            return Err(format!("{SERVER} is not installed here"));
        }
        let folder = TempDir::new().unwrap();
        for key in ["host", "user"] {
            let made =
                Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(folder.path().join(key)).status();
            made.ok().filter(std::process::ExitStatus::success).ok_or("no keys can be made here")?;
        }
        fs::copy(folder.path().join("user.pub"), folder.path().join("authorized")).unwrap();
        // Nobody holds the port between this and the server; another would make the test fail, not pass.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
        let at = |name: &str| folder.path().join(name).display().to_string();
        let config = format!(
            "ListenAddress 127.0.0.1:{port}\nHostKey {}\nAuthorizedKeysFile {}\nPidFile none\nStrictModes no\nUsePAM no\n\
             PasswordAuthentication no\nKbdInteractiveAuthentication no\n",
            at("host"),
            at("authorized")
        );
        fs::write(folder.path().join("config"), config).unwrap();
        // Run by root it wants the folder that its package's service makes at start; an empty one changes nothing.
        let _ = fs::create_dir("/run/sshd");
        let process = Command::new(SERVER)
            .args(["-D", "-e", "-f"])
            .arg(folder.path().join("config"))
            .stdin(Stdio::null())
            .stderr(fs::File::create(folder.path().join("said")).unwrap())
            .spawn()
            .map_err(|error| error.to_string())?;
        let server = Self { process, folder, port };
        for _ in 0..200 {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
                return Ok(server);
            }
            thread::sleep(Duration::from_millis(20));
        }
        Err(format!("the server does not start: {}", fs::read_to_string(server.folder.path().join("said")).unwrap_or_default()))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Logs in and starts the program on a database in `home`.
    fn log_in(&self, home: &Path) -> Outer {
        let mut ssh: CommandBuilder = clean("ssh", home);
        ssh.args(["-F", "none", "-tt", "-q", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no", "-i"]);
        ssh.arg(self.path("user"));
        ssh.args([
            "-o",
            &format!("UserKnownHostsFile={}", self.path("known").display()),
            "-p",
            &self.port.to_string(),
            "127.0.0.1",
        ]);
        // DISPLAY is set so that only the connection itself keeps a browser from being started.
        let set = format!("NEJ_TODAY=2026-09-01 DISPLAY=:0 NEJ_DB={}", home.join("nej.db").display());
        ssh.arg(format!("exec env {set} {}", env!("CARGO_BIN_EXE_nej")));
        Outer::start(ssh, SIZE)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn over_ssh_one_works_copies_is_cut_off_while_typing_and_finds_everything_again() {
    let server = match Server::start() {
        Ok(server) => server,
        Err(why) => return crate::tools::skip(&why),
    };
    let home = TempDir::new().unwrap();
    let mut first = server.log_in(home.path());
    first.says("Konton");
    first.press("a\r@åsa.foto\x13j").says("Sparat: @åsa.foto");
    first.press("3\r4\rMina bilder.\x1b").says("Sparat: Mina bilder.");
    first.press("y").says("Skickat till urklipp");
    assert_eq!(first.clipboard().unwrap(), explanation(home.path()));
    first.press("oo").says("Ingen webbläsare här");
    assert!(first.bytes().contains("\x1b]8;id=nej;https://"), "the address is a hyperlink");
    first.press("\x1b4\r De är mitt levebr").says("De är mitt levebr");
    first.cut();
    // What was typed is there without a key, and the cursor in it.
    let mut again = server.log_in(home.path());
    again.says("[ Klar ]").says("Mina bilder. De är mitt levebr");
    again.press("öd.").says("levebröd.");
    again.press("\x1b").says("Sparat: Mina bilder. De är mitt levebröd.");
    again.press("q");
    assert_eq!(again.end(), 0);
}
