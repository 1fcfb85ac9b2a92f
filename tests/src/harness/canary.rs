//! A server on this machine that should never hear anything: whatever asks it for something has left its place.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::trouble::{Result, Trouble};

/// The listening end. It listens until the test's process ends.
pub struct Canary {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Canary {
    /// Listens on a port that nobody uses.
    ///
    /// # Errors
    /// When the system gives none.
    pub fn listen() -> Result<Canary> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(Trouble::NoCanary)?;
        let address = listener.local_addr().map_err(Trouble::NoCanary)?;
        let heard = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&heard);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                // A connection alone is a sound, whether or not a request follows.
                let _ = stream.set_read_timeout(Some(Duration::from_secs(2)));
                let mut line = String::new();
                let _ = BufReader::new(&stream).read_line(&mut line);
                noted.lock().unwrap_or_else(PoisonError::into_inner).push(line.trim_end().to_owned());
                let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
            }
        });
        Ok(Canary { address, heard })
    }

    /// Host and port.
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// The first line of every request so far.
    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
