//! The program: hands the arguments to the library and its answer to the shell.
use nej::{app::Look, domain::Lang, runtime::Session};
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let s = Session {
        lang: if a.get(2).is_some_and(|x| x == "en") { Lang::En } else { Lang::Sv },
        today: a.get(3).map(|d| d.parse().unwrap()),
        look: Look { hyperlinks: true, ..Look::default() },
        term: Some("xterm".into()),
        ..Session::on(a[1].clone().into())
    };
    match nej::runtime::run(s) {
        Ok(c) => std::process::exit(c),
        Err(e) => {
            eprintln!("{e}");
            std::process::exit(1)
        }
    }
}
