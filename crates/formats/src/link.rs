//! Where a link leads: the one rule for which addresses are links at all, and how they are shown to whoever decides.
//!
//! A note is pasted from anywhere, so its links are too. [`Link::parse`] reads an address as a browser does, refuses
//! what can run, load or deceive, and keeps the address as it was understood: what is shown is what is opened. Opens
//! nothing.

use percent_encoding::percent_decode_str;
use url::Url;
use vermilion_anchor::visible;

/// The longest address, in bytes: longer ones hide their end, and some programs cut them off.
const LONGEST: usize = 4096;

/// What a mail link may fill in. Some mail programs also know `attach`, which sends a file of the reader's.
const MAIL_FIELDS: [&str; 5] = ["to", "cc", "bcc", "subject", "body"];

/// An address that may be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address as it is opened: ASCII, normalised.
    pub href: String,
    /// The same to be read: letters instead of their codes, nothing invisible.
    pub shown: String,
    /// Who is at the other end.
    pub target: Target,
}

/// Who is at the other end of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page.
    Page {
        /// The host as its owner writes it, with the port where that is not the usual one.
        host: String,
        /// The host as the network knows it, where that reads differently: letters of other scripts can look like
        /// those of a name one trusts.
        registered: Option<String>,
        /// Whether what is sent and read on the way is open to others.
        is_plain: bool,
    },
    /// A letter to these.
    Mail {
        /// Each address, copies included.
        recipients: Vec<String>,
    },
}

/// Why an address is no link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Neither `http`, `https` nor `mailto`, or none spelled out.
    #[error("only web and mail addresses are opened")]
    Scheme,
    /// A name or a password before the host, which make `bank.example@evil.example` look like the bank.
    #[error("the address hides where it leads behind a user name")]
    User,
    /// White space, control characters or backslashes, which programs read in different ways.
    #[error("the address holds characters that no address has")]
    Characters,
    /// A mail link that asks for more than recipients, a subject and a text.
    #[error("the mail link would do more than begin a letter")]
    MailField,
    /// Longer than anybody can check.
    #[error("the address is too long to be looked through")]
    Length,
    /// No address at all.
    #[error("this is no address")]
    Malformed,
}

impl Link {
    /// Reads an address.
    ///
    /// # Errors
    /// When it is not one that may be opened.
    pub fn parse(address: &str) -> Result<Self, LinkError> {
        let (scheme, rest) = address.split_once(':').ok_or(LinkError::Scheme)?;
        let is_mail = match scheme.to_ascii_lowercase().as_str() {
            // Without the slashes browsers still go there, and readers see something else.
            "http" | "https" if rest.starts_with("//") => false,
            "mailto" => true,
            _ => return Err(LinkError::Scheme),
        };
        if address.len() > LONGEST {
            return Err(LinkError::Length);
        }
        if address.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\') {
            return Err(LinkError::Characters);
        }
        if !is_mail
            && rest[2..].split(['/', '?', '#']).next().is_some_and(|authority| authority.contains('@'))
        {
            return Err(LinkError::User);
        }
        let url = Url::parse(address).map_err(|_| LinkError::Malformed)?;
        let target = if is_mail { mail(&url)? } else { page(&url)? };
        Ok(Self { href: url.as_str().to_owned(), shown: readable(&url), target })
    }
}

fn page(url: &Url) -> Result<Target, LinkError> {
    let registered = url.host_str().filter(|host| !host.is_empty()).ok_or(LinkError::Malformed)?;
    let mut host = visible(&unicode(registered)).into_owned();
    let registered = (host != registered).then(|| registered.to_owned());
    if let Some(port) = url.port() {
        host.push_str(&format!(":{port}"));
    }
    Ok(Target::Page { host, registered, is_plain: url.scheme() == "http" })
}

fn mail(url: &Url) -> Result<Target, LinkError> {
    let mut recipients = Vec::new();
    let mut add = |list: &str| {
        recipients.extend(
            list.split(',').map(|one| visible(one.trim()).into_owned()).filter(|one| !one.is_empty()),
        );
    };
    add(&decoded(url.path())?);
    for (name, value) in fields(url)? {
        if !MAIL_FIELDS.contains(&name.as_str()) {
            return Err(LinkError::MailField);
        }
        match name.as_str() {
            "to" | "cc" | "bcc" => add(&value),
            _ => {}
        }
    }
    if recipients.is_empty() { Err(LinkError::Malformed) } else { Ok(Target::Mail { recipients }) }
}

/// The fields of a mail link, decoded, names in small letters. `+` is a plus here, unlike in a form.
fn fields(url: &Url) -> Result<Vec<(String, String)>, LinkError> {
    let pairs = url.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decoded(name)?.to_ascii_lowercase();
            // A letter has line ends.
            let value = if name == "body" { String::new() } else { decoded(value)? };
            Ok((name, value))
        })
        .collect()
}

/// What the percent signs stand for; control characters among it would end the line of a mail's header.
fn decoded(text: &str) -> Result<String, LinkError> {
    let text = percent_decode_str(text).decode_utf8().map_err(|_| LinkError::Malformed)?;
    if text.chars().any(char::is_control) { Err(LinkError::Characters) } else { Ok(text.into_owned()) }
}

/// The address with the letters of other scripts as letters. What is ASCII stays encoded: decoded it could look like
/// another part of the address.
fn readable(url: &Url) -> String {
    let address = url.as_str();
    let host = url.host_str().unwrap_or_default();
    let (before, after) = match address.find("//").filter(|_| !host.is_empty()) {
        Some(at) => address.split_at(at + 2),
        None => ("", address),
    };
    let after = match after.strip_prefix(host) {
        Some(rest) if !host.is_empty() => format!("{}{}", unicode(host), letters(rest)),
        _ => letters(after),
    };
    visible(&format!("{before}{after}")).into_owned()
}

fn letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let run = rest.as_bytes().chunks(3).take_while(|code| is_beyond_ascii(code)).count() * 3;
        match percent_decode_str(&rest[..run]).decode_utf8() {
            Ok(decoded) if run > 0 => out.push_str(&decoded),
            _ => out.push_str(&rest[..run.max(1)]),
        }
        rest = &rest[run.max(1)..];
    }
    out.push_str(rest);
    out
}

/// Whether these are `%80` to `%FF`.
fn is_beyond_ascii(code: &[u8]) -> bool {
    matches!(code, [b'%', high, low] if matches!(high, b'8' | b'9' | b'A'..=b'F' | b'a'..=b'f') && low.is_ascii_hexdigit())
}

fn unicode(host: &str) -> String {
    // What cannot be read as letters is shown as it is.
    let (name, result) = idna::domain_to_unicode(host);
    if result.is_ok() { name } else { host.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(address: &str) -> (String, Option<String>) {
        match Link::parse(address).map(|link| link.target) {
            Ok(Target::Page { host, registered, .. }) => (host, registered),
            other => panic!("{address}: {other:?}"),
        }
    }

    #[test]
    fn a_link_says_where_it_leads() {
        let link =
            Link::parse("HTTPS://Example.ORG/書?q=%E5%B1%B1%2F&r=a b".replace(' ', "%20").as_str()).unwrap();
        assert_eq!(link.href, "https://example.org/%E6%9B%B8?q=%E5%B1%B1%2F&r=a%20b");
        assert_eq!(link.shown, "https://example.org/書?q=山%2F&r=a%20b");
        assert_eq!(
            link.target,
            Target::Page { host: "example.org".to_owned(), registered: None, is_plain: false }
        );
        assert_eq!(host("http://127.0.0.1:8080/"), ("127.0.0.1:8080".to_owned(), None));
    }

    #[test]
    fn a_host_of_other_letters_is_shown_in_both_its_forms() {
        assert_eq!(host("https://例え.jp/").0, "例え.jp");
        // The first letter is Cyrillic.
        let (shown, registered) = host("https://аpple.example/");
        assert_eq!(shown, "аpple.example");
        assert_eq!(registered.as_deref(), Some("xn--pple-43d.example"));
        assert_eq!(host("https://ｅｘａｍｐｌｅ.org/"), ("example.org".to_owned(), None));
    }

    #[test]
    fn what_is_invisible_in_an_address_is_shown() {
        let link = Link::parse("https://example.org/\u{202e}gpj.exe").unwrap();
        assert_eq!(link.shown, "https://example.org/⟨RLO⟩gpj.exe");
        assert!(link.href.is_ascii());
    }

    #[test]
    fn a_mail_link_names_everybody_it_writes_to() {
        let link =
            Link::parse("mailto:a@example.org,b@example.org?cc=c%40example.org&subject=%E5%B1%B1&body=x%0Ay")
                .unwrap();
        let recipients = ["a@example.org", "b@example.org", "c@example.org"].map(str::to_owned).to_vec();
        assert_eq!(link.target, Target::Mail { recipients });
    }

    #[test]
    fn what_runs_loads_or_deceives_is_no_link() {
        let table = [
            ("javascript:alert(1)", LinkError::Scheme),
            ("JaVaScRiPt:alert(1)", LinkError::Scheme),
            ("data:text/html,x", LinkError::Scheme),
            ("file:///etc/passwd", LinkError::Scheme),
            ("vbscript:x", LinkError::Scheme),
            ("tauri://localhost/", LinkError::Scheme),
            ("ipc://localhost/call", LinkError::Scheme),
            ("asset://localhost/etc/passwd", LinkError::Scheme),
            ("ftp://example.org/", LinkError::Scheme),
            ("notes.html", LinkError::Scheme),
            ("//example.org", LinkError::Scheme),
            ("https:example.org", LinkError::Scheme),
            ("https:/example.org", LinkError::Scheme),
            ("", LinkError::Scheme),
            ("https://", LinkError::Malformed),
            ("https://exa mple.org/", LinkError::Characters),
            ("https://example.org/\n", LinkError::Characters),
            ("https://example.org\\@evil.example/", LinkError::Characters),
            ("https://bank.example@evil.example/", LinkError::User),
            ("https://bank.example:443@evil.example/", LinkError::User),
            ("https://@evil.example/", LinkError::User),
            ("mailto:", LinkError::Malformed),
            ("mailto:a@example.org?attach=/etc/passwd", LinkError::MailField),
            ("mailto:a@example.org?%61ttachment=/etc/passwd", LinkError::MailField),
            ("mailto:a@example.org%0D%0ABcc:b@example.org", LinkError::Characters),
            ("mailto:a@example.org?subject=a%0D%0ABcc:b@example.org", LinkError::Characters),
        ];
        for (address, expected) in table {
            assert_eq!(Link::parse(address).map(|link| link.href), Err(expected), "{address}");
        }
        assert_eq!(Link::parse(&format!("https://example.org/{}", "a".repeat(5000))), Err(LinkError::Length));
    }
}
