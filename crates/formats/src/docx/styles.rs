//! The styles, lists, fonts and settings of the files.

use super::package::NAMESPACES;
use super::xml::Xml;
use crate::annotated::AnnotatedSpeaker;

/// The colours of speakers on light paper, as on the page of the app; further ones begin again.
const SPEAKERS: [&str; 8] = ["8A3B2E", "2F5D8A", "3F6B3A", "6B4A8A", "7A5C12", "2A686C", "8A3D66", "55534E"];

/// Headings have styles of so many levels.
pub(super) const HEADINGS: u8 = 6;

/// The id of the list with bullets.
pub(super) const BULLETS: &str = "1";

/// The lists of a file that are counted: each begins anew.
#[derive(Default)]
pub(super) struct Lists {
    starts: Vec<u64>,
}

impl Lists {
    /// The id of a further list that is counted from `start`.
    pub(super) fn counted(&mut self, start: u64) -> String {
        self.starts.push(start);
        (self.starts.len() + 1).to_string()
    }
}

/// What a language is set in.
pub(super) struct Script {
    /// The tag for what is written in Latin letters.
    latin: String,
    /// The tag for what is East Asian.
    pub(super) east_asian: &'static str,
    /// The font for it, and what stands in for that where it is not there.
    font: &'static str,
    fallback: &'static str,
}

impl Script {
    /// From a BCP 47 tag.
    pub(super) fn of(language: &str) -> Self {
        let tag = language.to_ascii_lowercase();
        let mut subtags = tag.split(['-', '_']);
        let primary = subtags.next().unwrap_or_default();
        let is_simplified = subtags.any(|subtag| matches!(subtag, "hans" | "cn" | "sg"));
        let (east_asian, font, fallback) = match primary {
            "zh" | "cmn" | "yue" if is_simplified => ("zh-CN", "Noto Serif CJK SC", "SimSun"),
            "ja" => ("ja-JP", "Noto Serif CJK JP", "MS Mincho"),
            "ko" => ("ko-KR", "Noto Serif CJK KR", "Batang"),
            _ => ("zh-TW", "Noto Serif CJK TC", "PMingLiU"),
        };
        let is_latin = !matches!(primary, "" | "zh" | "cmn" | "yue" | "ja" | "ko" | "und" | "en");
        let latin = if is_latin { language.to_owned() } else { "en-US".to_owned() };
        Self { latin, east_asian, font, fallback }
    }
}

/// What a paragraph style is besides its name.
#[derive(Default)]
struct Looks {
    base: Option<&'static str>,
    next: Option<&'static str>,
    /// Twentieths of a point before and after.
    before: u32,
    after: u32,
    /// Twentieths of a point from the left.
    left: u32,
    /// From 0.
    outline: Option<u8>,
    is_kept_with_next: bool,
    is_ruled: bool,
    /// Half points.
    size: Option<u32>,
    is_bold: bool,
    is_italic: bool,
    colour: Option<&'static str>,
    font: Option<&'static str>,
    /// Exact height of a line in twentieths of a point.
    line: Option<u32>,
}

/// The part of the styles.
pub(super) fn styles(script: &Script, speakers: &[AnnotatedSpeaker]) -> Xml {
    let mut xml = Xml::part();
    xml.open("w:styles", &NAMESPACES);
    defaults(&mut xml, script);
    xml.open("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")]);
    xml.value("w:name", "Normal");
    xml.empty("w:qFormat", &[]);
    xml.close("w:style");
    for (id, name, looks) in paragraphs() {
        paragraph(&mut xml, &id, &name, &looks);
    }
    characters(&mut xml, speakers);
    xml.close("w:styles");
    xml
}

fn defaults(xml: &mut Xml, script: &Script) {
    xml.open("w:docDefaults", &[]);
    xml.open("w:rPrDefault", &[]);
    xml.open("w:rPr", &[]);
    xml.empty(
        "w:rFonts",
        &[("w:ascii", "Georgia"), ("w:eastAsia", script.font), ("w:hAnsi", "Georgia"), ("w:cs", "Georgia")],
    );
    xml.value("w:sz", "22");
    xml.value("w:szCs", "22");
    xml.empty("w:lang", &[("w:val", &script.latin), ("w:eastAsia", script.east_asian)]);
    xml.close("w:rPr");
    xml.close("w:rPrDefault");
    xml.open("w:pPrDefault", &[]);
    xml.open("w:pPr", &[]);
    xml.empty("w:spacing", &[("w:after", "80"), ("w:line", "340"), ("w:lineRule", "auto")]);
    xml.close("w:pPr");
    xml.close("w:pPrDefault");
    xml.close("w:docDefaults");
}

fn paragraphs() -> Vec<(String, String, Looks)> {
    // Some programs make the id of a style anew from its name: without its spaces it has to be the id.
    let own = |name: &str, looks: Looks| {
        let name = format!("Vermilion {name}");
        (name.replace(' ', ""), name, looks)
    };
    let mut all = vec![(
        "Title".to_owned(),
        "Title".to_owned(),
        Looks { after: 200, size: Some(40), is_bold: true, is_kept_with_next: true, ..Looks::default() },
    )];
    for level in 1..=HEADINGS {
        let size = 34 - 2 * u32::from(level.min(5));
        let looks = Looks {
            next: Some("Normal"),
            before: 360 - 30 * u32::from(level),
            after: 120,
            outline: Some(level - 1),
            is_kept_with_next: true,
            size: Some(size),
            is_bold: true,
            ..Looks::default()
        };
        all.push((format!("Heading{level}"), format!("heading {level}"), looks));
    }
    let comment = Looks { after: 40, size: Some(20), line: None, ..Looks::default() };
    all.push(("CommentText".to_owned(), "annotation text".to_owned(), comment));
    let quiet = Some("6F6A60");
    all.extend([
        own("Metadata", Looks { size: Some(20), colour: quiet, ..Looks::default() }),
        own("Turn", Looks { before: 120, ..Looks::default() }),
        own("Turn More", Looks::default()),
        own("Blank", Looks { line: Some(120), ..Looks::default() }),
        own("Quote", Looks { left: 360, is_italic: true, ..Looks::default() }),
        own(
            "Item",
            Looks {
                before: 200,
                is_kept_with_next: true,
                size: Some(20),
                is_bold: true,
                colour: quiet,
                ..Looks::default()
            },
        ),
        own("Tags", Looks { size: Some(20), ..Looks::default() }),
        own("Note Quote", Looks { left: 360, colour: quiet, ..Looks::default() }),
        own("Note Code", Looks { left: 360, font: Some("Consolas"), size: Some(18), ..Looks::default() }),
        own("Note More", Looks { left: 360, ..Looks::default() }),
        own("Note Rule", Looks { is_ruled: true, ..Looks::default() }),
        own("Cell", Looks { size: Some(18), line: None, ..Looks::default() }),
        own("Head", Looks { base: Some("VermilionCell"), is_bold: true, size: Some(18), ..Looks::default() }),
    ]);
    let front = Looks { base: Some("Title"), ..Looks::default() };
    all.push(own("Front", Looks { after: 200, size: Some(40), is_bold: true, ..front }));
    let appendix = Looks { base: Some("Heading1"), outline: Some(0), is_bold: true, ..Looks::default() };
    all.push(own("Appendix", Looks { before: 330, after: 120, size: Some(32), ..appendix }));
    for level in 1..=6 {
        let looks = Looks { before: 80, is_bold: true, is_kept_with_next: true, ..Looks::default() };
        all.push(own(&format!("Note Heading {level}"), looks));
    }
    all
}

fn paragraph(xml: &mut Xml, id: &str, name: &str, looks: &Looks) {
    xml.open("w:style", &[("w:type", "paragraph"), ("w:styleId", id)]);
    xml.value("w:name", name);
    xml.value("w:basedOn", looks.base.unwrap_or("Normal"));
    if let Some(next) = looks.next {
        xml.value("w:next", next);
    }
    xml.empty("w:qFormat", &[]);
    xml.open("w:pPr", &[]);
    if looks.is_kept_with_next {
        xml.empty("w:keepNext", &[]);
    }
    if looks.is_ruled {
        xml.open("w:pBdr", &[]);
        let line = [("w:val", "single"), ("w:sz", "4"), ("w:space", "1"), ("w:color", "E4DED2")];
        xml.empty("w:bottom", &line);
        xml.close("w:pBdr");
    }
    let (before, after) = (looks.before.to_string(), looks.after.max(40).to_string());
    match looks.line {
        Some(line) => {
            let line = line.to_string();
            let attributes =
                [("w:before", "0"), ("w:after", "0"), ("w:line", &line), ("w:lineRule", "exact")];
            xml.empty("w:spacing", &attributes);
        }
        None => xml.empty("w:spacing", &[("w:before", before.as_str()), ("w:after", &after)]),
    }
    if looks.left > 0 {
        xml.empty("w:ind", &[("w:left", &looks.left.to_string())]);
    }
    if let Some(level) = looks.outline {
        xml.value("w:outlineLvl", &level.to_string());
    }
    xml.close("w:pPr");
    xml.open("w:rPr", &[]);
    if let Some(font) = looks.font {
        xml.empty("w:rFonts", &[("w:ascii", font), ("w:hAnsi", font)]);
    }
    if looks.is_bold {
        xml.empty("w:b", &[]);
    }
    if looks.is_italic {
        xml.empty("w:i", &[]);
    }
    if let Some(colour) = looks.colour {
        xml.value("w:color", colour);
    }
    if let Some(size) = looks.size {
        xml.value("w:sz", &size.to_string());
        xml.value("w:szCs", &size.to_string());
    }
    xml.close("w:rPr");
    xml.close("w:style");
}

fn characters(xml: &mut Xml, speakers: &[AnnotatedSpeaker]) {
    let mut style = |id: &str, name: &str, base: Option<&str>, looks: &dyn Fn(&mut Xml)| {
        let (name, alias) = name.split_once(',').unwrap_or((name, ""));
        xml.open("w:style", &[("w:type", "character"), ("w:styleId", id)]);
        xml.value("w:name", name);
        if !alias.is_empty() {
            xml.value("w:aliases", alias);
        }
        if let Some(base) = base {
            xml.value("w:basedOn", base);
        }
        xml.empty("w:qFormat", &[]);
        xml.open("w:rPr", &[]);
        looks(xml);
        xml.close("w:rPr");
        xml.close("w:style");
    };
    style("CommentReference", "annotation reference", None, &|xml| xml.value("w:sz", "16"));
    style("Hyperlink", "Hyperlink", None, &|xml| {
        xml.value("w:color", "2F74AD");
        xml.value("w:u", "single");
    });
    style("VermilionMark", "Vermilion Mark", None, &|xml| xml.empty("w:vanish", &[]));
    style("VermilionTag", "Vermilion Tag", None, &|xml| xml.value("w:color", "C23A2B"));
    style("VermilionCode", "Vermilion Code", None, &|xml| {
        xml.empty("w:rFonts", &[("w:ascii", "Consolas"), ("w:hAnsi", "Consolas")]);
    });
    style("VermilionSpeaker", "Vermilion Speaker", None, &|xml| xml.empty("w:b", &[]));
    for (at, speaker) in speakers.iter().enumerate() {
        let id = format!("VermilionSpeaker{}", at + 1);
        // A comma begins a further name of the style.
        let name: String =
            speaker.name.chars().filter(|c| !matches!(c, ',' | ';') && !c.is_control()).take(80).collect();
        let colour = SPEAKERS[usize::from(speaker.colour) % SPEAKERS.len()];
        style(&id, &format!("Vermilion Speaker {},{name}", at + 1), Some("VermilionSpeaker"), &|xml| {
            xml.empty("w:b", &[]);
            xml.value("w:color", colour);
        });
    }
}

/// The part of the lists.
pub(super) fn numbering(lists: &Lists) -> Xml {
    /// Levels of a list that Word knows.
    const LEVELS: u32 = 9;
    let mut xml = Xml::part();
    xml.open("w:numbering", &NAMESPACES);
    for (id, is_counted) in [("0", false), ("1", true)] {
        xml.open("w:abstractNum", &[("w:abstractNumId", id)]);
        xml.value("w:multiLevelType", "hybridMultilevel");
        for level in 0..LEVELS {
            xml.open("w:lvl", &[("w:ilvl", &level.to_string())]);
            xml.value("w:start", "1");
            xml.value("w:numFmt", if is_counted { "decimal" } else { "bullet" });
            let text = if is_counted { format!("%{}.", level + 1) } else { "•".to_owned() };
            xml.value("w:lvlText", &text);
            xml.value("w:lvlJc", "left");
            xml.open("w:pPr", &[]);
            let left = (360 * (level + 1)).to_string();
            xml.empty("w:ind", &[("w:left", &left), ("w:hanging", "360")]);
            xml.close("w:pPr");
            xml.close("w:lvl");
        }
        xml.close("w:abstractNum");
    }
    let counted = lists.starts.iter().enumerate().map(|(at, start)| (at + 2, Some(start)));
    for (id, start) in std::iter::once((1, None)).chain(counted) {
        xml.open("w:num", &[("w:numId", &id.to_string())]);
        xml.value("w:abstractNumId", if start.is_some() { "1" } else { "0" });
        if let Some(start) = start {
            for level in 0..LEVELS {
                xml.open("w:lvlOverride", &[("w:ilvl", &level.to_string())]);
                xml.value("w:startOverride", &start.to_string());
                xml.close("w:lvlOverride");
            }
        }
        xml.close("w:num");
    }
    xml.close("w:numbering");
    xml
}

/// The part of the fonts: which one stands in for ours where that is not there.
pub(super) fn fonts(script: &Script) -> Xml {
    let mut xml = Xml::part();
    xml.open("w:fonts", &NAMESPACES);
    for (name, fallback) in
        [(script.font, script.fallback), ("Georgia", "Times New Roman"), ("Consolas", "Courier New")]
    {
        xml.open("w:font", &[("w:name", name)]);
        xml.value("w:altName", fallback);
        xml.close("w:font");
    }
    xml.close("w:fonts");
    xml
}

/// The part of the settings: without it Word takes the file for one of 2007.
pub(super) fn settings(script: &Script) -> Xml {
    let mut xml = Xml::part();
    xml.open("w:settings", &NAMESPACES);
    xml.empty("w:zoom", &[("w:percent", "100")]);
    xml.value("w:characterSpacingControl", "compressPunctuation");
    xml.open("w:compat", &[]);
    let uri = "http://schemas.microsoft.com/office/word";
    let mode = [("w:name", "compatibilityMode"), ("w:uri", uri), ("w:val", "15")];
    xml.empty("w:compatSetting", &mode);
    xml.close("w:compat");
    xml.empty("w:themeFontLang", &[("w:val", &script.latin), ("w:eastAsia", script.east_asian)]);
    xml.close("w:settings");
    xml
}
