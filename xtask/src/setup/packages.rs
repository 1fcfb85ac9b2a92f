//! Packages of the system: which, why, what each system calls them, and how they get there.
//!
//! On Debian and its children they are installed; elsewhere the exact line to type is printed, for these
//! tasks do not know the habits of every system's package manager well enough to run it unasked.

use std::process::Command;

use super::Purpose;
use crate::command;
use crate::failure::{Failure, Result};

/// Something the system has to provide.
struct Need {
    why: &'static str,
    debian: &'static [&'static str],
    fedora: &'static [&'static str],
    arch: &'static [&'static str],
}

const TO_BUILD: &[Need] = &[
    Need {
        why: "compiling SQLite and finding the system's libraries",
        debian: &["build-essential", "pkg-config"],
        fedora: &["gcc", "gcc-c++", "make", "pkgconf-pkg-config"],
        arch: &["base-devel"],
    },
    Need {
        why: "the window and the page in it",
        debian: &["libwebkit2gtk-4.1-dev", "libgtk-3-dev", "librsvg2-dev"],
        fedora: &["webkit2gtk4.1-devel", "gtk3-devel", "librsvg2-devel"],
        arch: &["webkit2gtk-4.1", "gtk3", "librsvg"],
    },
    Need {
        why: "generating the bindings to SQLite's change recording, on which undo stands",
        debian: &["libclang-dev"],
        fedora: &["clang-devel"],
        arch: &["clang"],
    },
];

const TO_TEST: &[Need] = &[
    Need {
        why: "knowing which files belong to the project",
        debian: &["git"],
        fedora: &["git"],
        arch: &["git"],
    },
    Need {
        why: "a virtual screen for the tests in the real window",
        debian: &["xvfb", "xauth"],
        fedora: &["xorg-x11-server-Xvfb", "xorg-x11-xauth"],
        arch: &["xorg-server-xvfb", "xorg-xauth"],
    },
    Need {
        why: "driving the page as a person would",
        debian: &["webkit2gtk-driver"],
        fedora: &["webkitgtk6.0"],
        arch: &["webkitgtk-6.0"],
    },
    Need {
        why: "mouse and keyboard for a window that no driver holds, and seeing what a program asks of the network",
        debian: &["xdotool", "strace"],
        fedora: &["xdotool", "strace"],
        arch: &["xdotool", "strace"],
    },
    Need {
        why: "what other programs make of our files, and we of theirs",
        debian: &["libreoffice-writer-nogui", "pandoc", "libxml2-utils", "python3-openpyxl", "poppler-utils"],
        fedora: &["libreoffice-writer", "pandoc", "libxml2", "python3-openpyxl", "poppler-utils"],
        arch: &["libreoffice-fresh", "pandoc-cli", "libxml2", "python-openpyxl", "poppler"],
    },
];

const CHINESE_FONT: Need = Need {
    why: "Chinese glyphs",
    debian: &["fonts-noto-cjk"],
    fedora: &["google-noto-sans-cjk-fonts", "google-noto-serif-cjk-fonts"],
    arch: &["noto-fonts-cjk"],
};

/// Installs what is missing; gives back whether anything was.
pub(crate) fn install(purpose: Purpose) -> Result<bool> {
    if cfg!(target_os = "macos") {
        return macos();
    }
    if cfg!(windows) {
        return windows();
    }
    let needs = needs(purpose);
    if command::find_program("apt-get").is_some() && command::find_program("dpkg-query").is_some() {
        debian(&needs)
    } else if command::find_program("rpm").is_some() {
        print_unless_found("sudo dnf install", &["rpm", "-q"], &needs, |need| need.fedora)
    } else if command::find_program("pacman").is_some() {
        print_unless_found("sudo pacman -S --needed", &["pacman", "-Q"], &needs, |need| need.arch)
    } else {
        other_linux(&needs)
    }
}

fn needs(purpose: Purpose) -> Vec<&'static Need> {
    let mut needs: Vec<&Need> = TO_BUILD.iter().collect();
    if purpose == Purpose::Test {
        needs.extend(TO_TEST);
    }
    if !has_chinese_font() {
        needs.push(&CHINESE_FONT);
    }
    needs
}

/// Whether the system can draw Chinese at all, with whatever font; one that can gets none of ours.
fn has_chinese_font() -> bool {
    command::ask(Command::new("fc-list").args([":lang=zh-tw", "family"]))
        .is_some_and(|fonts| !fonts.is_empty())
}

/// Installs packages with apt, as root or through sudo, each with the reason for it.
pub(super) fn apt_install(packages: &[(&str, &str)]) -> Result {
    println!("Missing on this system:");
    for (package, why) in packages {
        println!("  {package:<24} {why}");
    }
    let names: Vec<&str> = packages.iter().map(|(package, _)| *package).collect();
    let typed = format!("apt-get install -y --no-install-recommends {}", names.join(" "));
    let is_root = command::ask(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    if !is_root && command::find_program("sudo").is_none() {
        return Err(Failure::MissingPackages {
            how: format!(
                "There is no sudo here. As root, type:\n  apt-get update && {typed}\nand start again."
            ),
        });
    }
    println!("Installing them: {}{typed}", if is_root { "" } else { "sudo " });
    let apt = |arguments: &[&str]| {
        // sudo drops the environment, so the setting travels as an argument of env.
        let mut command = Command::new(if is_root { "env" } else { "sudo" });
        if !is_root {
            command.arg("env");
        }
        command::run(command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]).args(arguments))
    };
    apt(&["update"])?;
    let install = ["install", "-y", "--no-install-recommends"];
    apt(&install.into_iter().chain(names).collect::<Vec<_>>())
}

fn debian(needs: &[&Need]) -> Result<bool> {
    let all: Vec<(&str, &str)> =
        needs.iter().flat_map(|need| need.debian.iter().map(|package| (*package, need.why))).collect();
    let format = "${Package} ${db:Status-Status}\\n";
    let known = command::ask(
        Command::new("dpkg-query").args(["-W", "-f", format]).args(all.iter().map(|(package, _)| package)),
    )
    .unwrap_or_default();
    let is_installed = |package: &str| known.lines().any(|line| line == format!("{package} installed"));
    let missing: Vec<(&str, &str)> = all.into_iter().filter(|(package, _)| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(false);
    }
    apt_install(&missing)?;
    Ok(true)
}

/// On systems whose packages we can ask for but do not install: goes on when all are there.
fn print_unless_found(
    install: &str,
    query: &[&str; 2],
    needs: &[&Need],
    names: impl Fn(&Need) -> &'static [&'static str],
) -> Result<bool> {
    let is_missing = |package: &&str| !command::succeeds(Command::new(query[0]).args([query[1], package]));
    let mut missing = Vec::new();
    for need in needs {
        for package in names(need).iter().copied().filter(is_missing) {
            println!("  {package:<24} {}", need.why);
            missing.push(package);
        }
    }
    if missing.is_empty() {
        return Ok(false);
    }
    Err(Failure::MissingPackages {
        how: format!(
            "These packages are missing. Type:\n  {install} {}\nand start again.",
            missing.join(" ")
        ),
    })
}

/// On a Linux whose package manager we do not know: asks for the libraries themselves.
fn other_linux(needs: &[&Need]) -> Result<bool> {
    let libraries = ["--exists", "webkit2gtk-4.1", "gtk+-3.0", "librsvg-2.0"];
    if command::succeeds(Command::new("pkg-config").args(libraries)) {
        return Ok(false);
    }
    let list = |names: fn(&Need) -> &'static [&'static str]| {
        needs.iter().flat_map(|need| names(need)).copied().collect::<Vec<_>>().join(" ")
    };
    Err(Failure::MissingPackages {
        how: format!(
            "WebKitGTK 4.1, GTK 3 or librsvg is missing. Their packages, and the others that are needed:\n\
             Debian, Ubuntu: {}\nFedora: {}\nArch: {}\nInstall what your system calls them and start again.",
            list(|need| need.debian),
            list(|need| need.fedora),
            list(|need| need.arch),
        ),
    })
}

fn macos() -> Result<bool> {
    if command::succeeds(Command::new("xcode-select").arg("-p")) {
        return Ok(false);
    }
    Err(Failure::MissingPackages {
        how: "Apple's command line tools are missing (compiler, libclang). Type:\n  xcode-select --install\nand start again."
            .to_owned(),
    })
}

/// On Windows: the compiler has to be there already, for this program was linked with it.
fn windows() -> Result<bool> {
    let is_in_program_files = std::env::var_os("ProgramFiles")
        .is_some_and(|folder| std::path::Path::new(&folder).join("LLVM/bin/libclang.dll").is_file());
    if std::env::var_os("LIBCLANG_PATH").is_some()
        || is_in_program_files
        || command::find_program("clang").is_some()
    {
        return Ok(false);
    }
    Err(Failure::MissingPackages {
        how: "libclang is missing (it generates the bindings to SQLite's change recording). Type:\n  \
              winget install LLVM.LLVM\nand start again. Windows 10 also needs the WebView2 runtime:\n  \
              winget install Microsoft.EdgeWebView2Runtime"
            .to_owned(),
    })
}
