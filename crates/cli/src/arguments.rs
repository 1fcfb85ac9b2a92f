//! What can be typed. The comments are the help.

use clap::error::ErrorKind;
use clap::{ArgGroup, Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use vermilion_api::wire::{AnnotationState, CitationForm, Colour, ExportFormat, TagForm, TemplateKind};

/// Read interviews closely: import them, annotate them, take the annotations out.
#[derive(Debug, Parser)]
#[command(
    name = "vermilion",
    version,
    max_term_width = 100,
    after_help = "Exit status: 0 when done, 1 when refused, 2 when asked wrongly."
)]
pub(crate) struct Arguments {
    /// The library file [env: VERMILION_LIBRARY] [default: the one in your data folder]
    #[arg(long, global = true, value_name = "PATH")]
    pub(crate) library: Option<PathBuf>,

    /// Open the library for reading only: also where nothing can be written to it
    #[arg(long, global = true)]
    pub(crate) read_only: bool,

    /// Answer in JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,

    #[command(subcommand)]
    pub(crate) command: Command,
}

impl Arguments {
    /// Refuses what the parser cannot know to be wrong.
    pub(crate) fn checked(self) -> Result<Self, clap::Error> {
        if let Command::Import(import) = &self.command
            && import.title.is_some()
            && import.files.len() > 1
        {
            let reason = "--title is for one file: several would have the same title";
            return Err(Self::command().error(ErrorKind::ArgumentConflict, reason));
        }
        if let Command::Export(export) = &self.command
            && export.tags_as.is_some()
            && !matches!(export.format, Some(FormatName::Md))
        {
            let reason = "--tags-as is for Markdown (--format md): no other format has several ways";
            return Err(Self::command().error(ErrorKind::ArgumentConflict, reason));
        }
        if let Command::Export(export) = &self.command
            && export.documents.len() > 1
            && export.output.is_none()
        {
            let reason = "several documents are written to a file or into a folder: name it with -o";
            return Err(Self::command().error(ErrorKind::MissingRequiredArgument, reason));
        }
        Ok(self)
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Add interviews: text, Word, web pages, books, PDF, subtitles and transcripts, or what other tools exported
    Import(Import),
    /// List the documents
    List,
    /// Show a document: what is known of it, who speaks, its sections and its text
    Show {
        /// Its id, the beginning of its id, or its title
        #[arg(value_name = "DOC")]
        document: String,
    },
    /// Highlight a passage
    Annotate(Annotate),
    /// Print a passage as a quotation that says where it comes from
    Quote(Quote),
    /// List annotations: of a document, or of all with what they have in common
    Annotations(Annotations),
    /// List the tags, with how much each holds
    Tags,
    /// Change the codebook
    ///
    /// A tag is named by its name, by its path such as `Feeling/Fear` (`/Fear` for one at the top), by its id or the beginning
    /// of it.
    Tag {
        #[command(subcommand)]
        action: TagAction,
    },
    /// List, write or delete memos: texts about the library, a document, a section, a speaker or a tag
    Memo {
        #[command(subcommand)]
        action: MemoAction,
    },
    /// List, show, keep or delete templates of text exports
    ///
    /// A template is written in the language of Jinja; docs/templates.md has examples.
    Template {
        #[command(subcommand)]
        action: TemplateAction,
    },
    /// Write the note of an annotation
    Note {
        /// Its id or the beginning of it
        id: String,
        /// Markdown; empty removes the note
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Delete an annotation or a document (`undo` brings it back)
    Delete {
        /// The id of either, or the beginning of it
        id: String,
    },
    /// Write the annotations of a document, of several or of all
    Export(Export),
    /// Read a file that was exported and say what differs from the library: exit status 1 where something does
    ///
    /// JSON, DOCX and QDPX are read back. Nothing may differ that the format can hold.
    Verify {
        /// The file
        file: PathBuf,
        /// Its id, the beginning of its id, or its title
        #[arg(value_name = "DOC")]
        document: String,
    },
    /// Take the last step back
    Undo,
    /// Do the step taken back again
    Redo,
    /// List the steps, newest first
    History {
        /// At most this many
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: u32,
    },
    /// Examine the library: exit status 1 where something is wrong
    Doctor(Doctor),
    /// Make a backup, opened and checked after it is written
    Backup(Backup),
    /// Bring something back: a backup of the library, or with two arguments an older revision of a document
    ///
    /// `restore BACKUP` makes the library what the backup holds, after a backup of what it holds now; a library that is
    /// damaged, or does not open, is moved aside. `restore DOC REV` makes a new revision of the document with the text of an
    /// older one, which can be undone.
    Restore(Restore),
    /// Take in a corrected version of a document's text; its annotations go with their words
    ///
    /// Prints what becomes of every annotation: kept, moved, changed, to-confirm, orphaned. What has no certain place in the
    /// new text, and what is not accepted, waits as an orphan: nothing is dropped. What is kept needs nobody's word.
    Revise(Revise),
    /// List the revisions of a document, newest first
    Revisions {
        /// Its id, the beginning of its id, or its title
        #[arg(value_name = "DOC")]
        document: String,
    },
    /// Show what differs between two revisions [default: the last two]
    Diff {
        /// Its id, the beginning of its id, or its title
        #[arg(value_name = "DOC")]
        document: String,
        /// The revision to start from: its number, its id or the beginning of it
        #[arg(value_name = "REV")]
        from: Option<String>,
        /// The revision to arrive at [default: the current one]
        #[arg(value_name = "REV")]
        to: Option<String>,
    },
    /// Write the text of a document, byte for byte: exit status 1 where it is not the one that was stored
    Text {
        /// Its id, the beginning of its id, or its title
        #[arg(value_name = "DOC")]
        document: String,
        /// The revision: its number, its id or the beginning of it [default: the current one]
        #[arg(long, value_name = "REV")]
        revision: Option<String>,
    },
    /// Say where the passage of an annotation is, an orphan or not
    Relink {
        /// Its id or the beginning of it
        id: String,
        /// The first character of the passage, counted in Unicode code points from 0
        #[arg(long, value_name = "N")]
        start: u32,
        /// The first character after the passage
        #[arg(long, value_name = "M")]
        end: u32,
    },
    /// Replace words everywhere in a document, as one step
    Replace(Replace),
    /// Find every place where something stands
    ///
    /// All words stand in the same paragraph, note, title or name. "PHRASE", -NOT, OR and parentheses do what they say;
    /// speaker:NAME, section:WORDS, title:WORDS, color:NAME, has:note, is:orphan and is:changed say where. Traditional and
    /// simplified characters, capitals, widths, kana and diacritics are taken for the same.
    Search(Search),
    /// Take what can be read of a damaged library into a new one
    Salvage {
        /// The damaged library, which is not touched
        from: PathBuf,
        /// The new library
        into: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Annotations {
    /// Its id, the beginning of its id, or its title [default: all documents]
    #[arg(value_name = "DOC")]
    pub(crate) document: Option<String>,

    #[command(flatten)]
    pub(crate) wanted: Wanted,
}

/// What annotations must have in common.
#[derive(Debug, Args)]
pub(crate) struct Wanted {
    /// Only those with this tag or one under it
    #[arg(long, value_name = "T")]
    pub(crate) tag: Option<String>,

    /// Only those in which this speaker speaks: the name, or the id
    #[arg(long, value_name = "S")]
    pub(crate) speaker: Option<String>,

    /// Only those of this color
    #[arg(long, alias = "colour", value_name = "C", value_enum)]
    pub(crate) color: Option<ColourName>,

    /// Only those that have it
    #[arg(long, value_name = "WHAT", value_enum)]
    pub(crate) has: Option<Having>,

    /// Only those of whose passage this is true
    #[arg(long = "is", value_name = "WHAT", value_enum)]
    pub(crate) state: Option<Being>,
}

impl Wanted {
    /// Whether anything is asked for: without, all are meant.
    pub(crate) fn is_anything(&self) -> bool {
        let Wanted { tag, speaker, color, has, state } = self;
        tag.is_some() || speaker.is_some() || color.is_some() || has.is_some() || state.is_some()
    }
}

impl Wanted {
    /// Whether anything is asked for.
    pub(crate) fn is_any(&self) -> bool {
        let Self { tag, speaker, color, has, state } = self;
        tag.is_some() || speaker.is_some() || color.is_some() || has.is_some() || state.is_some()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Being {
    /// Some of its words are others than those that were marked
    Changed,
    /// It is not in the text
    Orphan,
}

impl From<Being> for AnnotationState {
    fn from(being: Being) -> Self {
        match being {
            Being::Changed => Self::Changed,
            Being::Orphan => Self::Orphan,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Having {
    /// A note
    Note,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TagAction {
    /// Make a tag
    Add {
        /// Its name, without `/`
        name: String,
        /// The tag under which it comes [default: the top]
        #[arg(long, value_name = "P")]
        parent: Option<String>,
        /// Its color [default: none]
        #[arg(long, alias = "colour", value_name = "C", value_enum)]
        color: Option<ColourName>,
        /// The key that gives it, a digit or a letter [default: none]
        #[arg(long, value_name = "K")]
        key: Option<String>,
        /// What is meant by it, Markdown
        #[arg(long, value_name = "MD", allow_hyphen_values = true)]
        definition: Option<String>,
    },
    /// Give a tag another name
    Rename {
        /// The tag
        tag: String,
        /// Its new name, without `/`
        name: String,
    },
    /// Give a tag another color
    #[command(alias = "recolour")]
    Recolor {
        /// The tag
        tag: String,
        /// Its new color [default: none]
        #[arg(value_name = "C", value_enum)]
        color: Option<ColourName>,
    },
    /// Give a tag another key
    Key {
        /// The tag
        tag: String,
        /// A digit or a letter [default: none]
        #[arg(value_name = "K")]
        key: Option<String>,
    },
    /// Say what is meant by a tag
    Define {
        /// The tag
        tag: String,
        /// Markdown; empty takes it back
        #[arg(allow_hyphen_values = true)]
        text: String,
    },
    /// Put a tag, with those under it, elsewhere
    Move {
        /// The tag
        tag: String,
        /// The tag under which it comes [default: the top]
        #[arg(long, value_name = "P")]
        under: Option<String>,
        /// The tag before which it comes [default: behind all]
        #[arg(long, value_name = "T")]
        before: Option<String>,
    },
    /// Make tags one with another: what has any of them has that, once
    Merge {
        /// The tags that will be gone
        #[arg(required = true, value_name = "TAG")]
        tags: Vec<String>,
        /// The tag that they become
        #[arg(long, value_name = "TAG")]
        into: String,
    },
    /// Delete a tag; its annotations stay
    Delete {
        /// The tag
        tag: String,
        /// What becomes of the tags under it
        #[arg(long, value_enum, default_value = "keep")]
        children: Children,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Children {
    /// They come to where it was
    Keep,
    /// They go with it
    Delete,
}

#[derive(Debug, Subcommand)]
pub(crate) enum MemoAction {
    /// List memos: all, or those on one thing
    List {
        #[command(flatten)]
        on: MemoOn,
    },
    /// Write the memo on something, which is begun where there is none
    Set {
        /// Markdown
        #[arg(allow_hyphen_values = true)]
        text: String,
        /// The memo, by its id or the beginning of it, where there are several
        #[arg(long, value_name = "ID", conflicts_with_all = ["document", "tag"])]
        id: Option<String>,
        #[command(flatten)]
        on: MemoOn,
    },
    /// Delete a memo
    Delete {
        /// Its id or the beginning of it
        id: String,
    },
}

/// What a memo is on: the library, where nothing is said.
#[derive(Debug, Args)]
pub(crate) struct MemoOn {
    /// A document: its id, the beginning of its id, or its title
    #[arg(long, value_name = "DOC", conflicts_with = "tag")]
    pub(crate) document: Option<String>,

    /// A section of the document: its title or its number
    #[arg(long, value_name = "S", requires = "document", conflicts_with = "speaker")]
    pub(crate) section: Option<String>,

    /// A speaker in the document: the name, or the id
    #[arg(long, value_name = "S", requires = "document")]
    pub(crate) speaker: Option<String>,

    /// A tag
    #[arg(long, value_name = "T")]
    pub(crate) tag: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TemplateAction {
    /// List the templates: those that come with Vermilion, and your own
    List,
    /// Write the text of a template
    Show {
        /// Its name
        name: String,
    },
    /// Keep a template in the library
    Add {
        /// The name it gets
        name: String,
        /// The file with its text
        file: PathBuf,
        /// What it writes [default: what the file's name says, as in quotes.md]
        #[arg(long, value_name = "KIND", value_enum)]
        kind: Option<KindName>,
        /// Replace the one of this name
        #[arg(long)]
        force: bool,
    },
    /// Give a template another name
    Rename {
        /// The name it has
        name: String,
        /// The name it gets
        to: String,
    },
    /// Delete a template
    Delete {
        /// Its name
        name: String,
    },
    /// List everything that a template can name
    Variables,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum KindName {
    /// Plain text: nothing is escaped
    Text,
    /// Markdown
    Markdown,
    /// HTML
    Html,
}

impl From<KindName> for TemplateKind {
    fn from(name: KindName) -> Self {
        match name {
            KindName::Text => Self::Text,
            KindName::Markdown => Self::Markdown,
            KindName::Html => Self::Html,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// Mend what can be mended without guessing, after a backup
    #[arg(long)]
    pub(crate) repair: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The file to write, or the folder to write it to [default: the folder of the library's backups]
    #[arg(long, value_name = "PATH", conflicts_with = "list")]
    pub(crate) to: Option<PathBuf>,

    /// List the backups there are
    #[arg(long)]
    pub(crate) list: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The backup, by its path or by its name in the folder of the backups (any library file does); or, where REV follows,
    /// the document
    #[arg(value_name = "BACKUP|DOC")]
    pub(crate) what: PathBuf,

    /// The revision of the document: its number, its id or the beginning of it
    #[arg(value_name = "REV")]
    pub(crate) revision: Option<String>,

    /// Only say what would be different
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Revise {
    /// Its id, the beginning of its id, or its title
    #[arg(value_name = "DOC")]
    pub(crate) document: String,

    /// The corrected version
    pub(crate) file: PathBuf,

    /// The encoding of the file, such as Big5 [default: found]
    #[arg(long, value_name = "E")]
    pub(crate) encoding: Option<String>,

    /// Only say what would become of the annotations
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// The outcomes to accept
    #[arg(long, value_enum, value_delimiter = ',', default_value = "kept,moved,changed")]
    pub(crate) accept: Vec<OutcomeName>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutcomeName {
    /// Nothing of it was touched
    Kept,
    /// It stands elsewhere, word for word
    Moved,
    /// Some of its words are others
    Changed,
}

#[derive(Debug, Args)]
pub(crate) struct Replace {
    /// Its id, the beginning of its id, or its title
    #[arg(value_name = "DOC")]
    pub(crate) document: String,

    /// The words that stand there
    #[arg(allow_hyphen_values = true, value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub(crate) old: String,

    /// What to put in their place
    #[arg(allow_hyphen_values = true)]
    pub(crate) new: String,

    /// Only say where they stand
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Take full-width and half-width forms of a character for the same
    #[arg(long)]
    pub(crate) fold_width: bool,

    /// Take capital and small letters for the same
    #[arg(long)]
    pub(crate) fold_case: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Search {
    /// What to look for: words, "phrases", OR, -not, parentheses, and speaker:, section:, title:, tag:, color:, has:note,
    /// is:orphan, is:changed
    #[arg(allow_hyphen_values = true)]
    pub(crate) query: String,

    /// Where to look: in the texts; in the notes, memos and tags; or in these and titles and names
    #[arg(long = "in", value_enum, value_name = "WHERE", default_value = "all")]
    pub(crate) scope: ScopeName,

    /// Only in this document: its id, the beginning of its id, or its title
    #[arg(long, value_name = "DOC")]
    pub(crate) document: Option<String>,

    /// Only whole words, in Chinese as a dictionary has them
    #[arg(long)]
    pub(crate) whole_word: bool,

    /// Take no character for another
    #[arg(long, conflicts_with = "loose")]
    pub(crate) no_fold: bool,

    /// Let punctuation and line ends between words be there or not
    #[arg(long)]
    pub(crate) loose: bool,

    /// Take the query for a regular expression
    #[arg(long, conflicts_with = "literal")]
    pub(crate) regex: bool,

    /// Take the query as it stands, operators and spaces included
    #[arg(long)]
    pub(crate) literal: bool,

    /// Show at most this many places in documents, and as many in tags and memos
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) limit: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScopeName {
    Text,
    Notes,
    All,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The files, or folders: of a folder everything that can be imported, in the folders inside it too
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// The encoding of the files, such as Big5 [default: found]
    #[arg(long, value_name = "E")]
    pub(crate) encoding: Option<String>,

    /// The title, where one file is imported [default: found]
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    pub(crate) title: Option<String>,

    /// Read the files as this format, whatever they look like: text, markdown, docx, html and so on [default: found by the
    /// content]
    #[arg(long = "as", value_name = "FORMAT")]
    pub(crate) format: Option<String>,

    /// The document that annotations belong to whose text is not in the file, as an export of Hypothesis: its id, the beginning
    /// of its id, or its title
    #[arg(long, value_name = "DOC")]
    pub(crate) onto: Option<String>,

    /// Write what became of each file, with what was taken, altered and left out, as JSON, into this file
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("passage").required(true).args(["start", "quote"]))]
pub(crate) struct Annotate {
    /// Its id, the beginning of its id, or its title
    #[arg(value_name = "DOC")]
    pub(crate) document: String,

    /// The first character of the passage, counted in Unicode code points from 0
    #[arg(long, value_name = "N", requires = "end")]
    pub(crate) start: Option<u32>,

    /// The first character after the passage
    #[arg(long, value_name = "M", requires = "start")]
    pub(crate) end: Option<u32>,

    /// The words of the passage, exactly as they stand
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) quote: Option<String>,

    /// What stands right before the quote
    #[arg(long, value_name = "P", allow_hyphen_values = true, requires = "quote", conflicts_with = "start")]
    pub(crate) prefix: Option<String>,

    /// What stands right after the quote
    #[arg(long, value_name = "S", allow_hyphen_values = true, requires = "quote", conflicts_with = "start")]
    pub(crate) suffix: Option<String>,

    /// The color
    #[arg(long, alias = "colour", value_name = "C", value_enum, default_value = "yellow")]
    pub(crate) color: ColourName,

    /// Underline the passage instead of filling it
    #[arg(long)]
    pub(crate) underline: bool,

    /// A note, Markdown
    #[arg(long, value_name = "MD", allow_hyphen_values = true)]
    pub(crate) note: Option<String>,

    /// A tag, which is made where there is none: its name, its path such as `Feeling/Fear`, or its id; may be repeated
    #[arg(long = "tag", value_name = "T")]
    pub(crate) tags: Vec<String>,
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("quoted").required(true).args(["start", "quote", "annotation"]))]
pub(crate) struct Quote {
    /// Its id, the beginning of its id, or its title
    #[arg(value_name = "DOC", required_unless_present = "annotation", conflicts_with = "annotation")]
    pub(crate) document: Option<String>,

    /// The annotation whose passage is meant, by its id or the beginning of it
    #[arg(long, value_name = "ID")]
    pub(crate) annotation: Option<String>,

    /// The first character of the passage, counted in Unicode code points from 0
    #[arg(long, value_name = "N", requires = "end")]
    pub(crate) start: Option<u32>,

    /// The first character after the passage
    #[arg(long, value_name = "M", requires = "start")]
    pub(crate) end: Option<u32>,

    /// The words of the passage, exactly as they stand
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) quote: Option<String>,

    /// What stands right before the quote
    #[arg(long, value_name = "P", allow_hyphen_values = true, requires = "quote")]
    pub(crate) prefix: Option<String>,

    /// What stands right after the quote
    #[arg(long, value_name = "S", allow_hyphen_values = true, requires = "quote")]
    pub(crate) suffix: Option<String>,

    /// In which form it says so [default: as chosen in the window, or else after a dash]
    #[arg(long = "as", value_enum, value_name = "FORM")]
    pub(crate) form: Option<CitationName>,

    /// What a template makes of it: the name of one, see `template list`
    #[arg(long, value_name = "NAME", conflicts_with = "form")]
    pub(crate) template: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum CitationName {
    /// “…” — Okafor, “1.1 Walking”, *The Slow Map*, Contour Quarterly
    Dash,
    /// A Markdown quotation whose title leads to the passage in the Markdown export, or to the source
    Markdown,
    /// “…” (Okafor, 2026)
    AuthorDate,
    /// Who, by whom, section, title, source, date and time, on a line of its own
    Full,
}

impl From<CitationName> for CitationForm {
    fn from(name: CitationName) -> Self {
        match name {
            CitationName::Dash => Self::Dash,
            CitationName::Markdown => Self::Markdown,
            CitationName::AuthorDate => Self::AuthorDate,
            CitationName::Full => Self::Full,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// Its id, the beginning of its id, or its title; several are written into a folder or one file (-o)
    #[arg(value_name = "DOC", required_unless_present = "all")]
    pub(crate) documents: Vec<String>,

    /// What to write
    #[arg(long, value_enum, required_unless_present = "template")]
    pub(crate) format: Option<FormatName>,

    /// What a template makes of it: the name of one (see `template list`), or a file with one
    #[arg(long, value_name = "NAME|FILE", conflicts_with = "format")]
    pub(crate) template: Option<String>,

    /// All documents of the library; with --tag and its like those in which there is such an annotation
    #[arg(long, conflicts_with = "documents", requires = "output")]
    pub(crate) all: bool,

    #[command(flatten)]
    pub(crate) wanted: Wanted,

    /// How Markdown has the tags [default: as chosen in the window, or else as words]
    #[arg(long, value_enum, value_name = "FORM", conflicts_with = "template")]
    pub(crate) tags_as: Option<TagFormName>,

    /// The file to write [default: standard output], or a folder for a file of each document
    ///
    /// Several documents go into one file where the format holds several (or a template says what becomes of them), and as
    /// files of their own into a folder where it does not, or where a folder is named. The folder is made if it is not there.
    /// The files are called what the documents are.
    ///
    /// Markdown that is an earlier export of the document is brought up to date: what was written in it between the
    /// blocks, before and behind them and into the front matter stays. Where the blocks themselves were changed it is
    /// refused. Every other file stays as it is, unless --force says that it may be replaced.
    #[arg(short, long, value_name = "FILE|FOLDER")]
    pub(crate) output: Option<PathBuf>,

    /// Replace the file if it exists, an earlier export with all that was written in it too
    ///
    /// In a folder, earlier exports in Markdown are brought up to date all the same, and only those are replaced in which
    /// the blocks were changed.
    #[arg(long, requires = "output")]
    pub(crate) force: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum TagFormName {
    /// As words
    Words,
    /// As links to notes: [[情感/恐懼]]
    Wikilinks,
    /// As tags of the text: #情感/恐懼
    Hashtags,
}

impl From<TagFormName> for TagForm {
    fn from(name: TagFormName) -> Self {
        match name {
            TagFormName::Words => Self::Words,
            TagFormName::Wikilinks => Self::Wikilinks,
            TagFormName::Hashtags => Self::Hashtags,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ColourName {
    Yellow,
    Red,
    Green,
    Blue,
    Purple,
}

impl From<ColourName> for Colour {
    fn from(name: ColourName) -> Self {
        match name {
            ColourName::Yellow => Self::Yellow,
            ColourName::Red => Self::Red,
            ColourName::Green => Self::Green,
            ColourName::Blue => Self::Blue,
            ColourName::Purple => Self::Purple,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum FormatName {
    /// Markdown, grouped by section, for Obsidian too
    Md,
    /// One page with the interview, its highlights and its notes
    Html,
    /// One row a passage
    Csv,
    /// A W3C Web Annotation collection (JSON-LD)
    #[value(alias = "jsonld")]
    Json,
    /// A Word file with highlights and comments
    Docx,
    /// A Word file with a table of the quotes
    Quotes,
    /// A REFI-QDA project, for ATLAS.ti, MAXQDA, QualCoder and others
    Qdpx,
    /// The same, counted as NVivo for Windows counts
    QdpxNvivo,
    /// The codebook (REFI-QDA)
    Qdc,
    /// A workbook: quotes, codebook, and tags by document and speaker
    Xlsx,
    /// Rows as in CSV, with tabs between
    Tsv,
    /// The interview as plain text, its annotations numbered
    Txt,
    /// Cards, in the text format that Anki imports
    Anki,
    /// The interviews as sources, for BibTeX
    Bibtex,
    /// The interviews as sources, in CSL-JSON
    Csl,
    /// The interview as it is printed, its notes in the margin
    Pdf,
}

impl From<FormatName> for ExportFormat {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Md => Self::Md,
            FormatName::Html => Self::Html,
            FormatName::Csv => Self::Csv,
            FormatName::Json => Self::Json,
            FormatName::Docx => Self::Docx,
            FormatName::Quotes => Self::Quotes,
            FormatName::Qdpx => Self::Qdpx,
            FormatName::QdpxNvivo => Self::QdpxNvivo,
            FormatName::Qdc => Self::Qdc,
            FormatName::Xlsx => Self::Xlsx,
            FormatName::Tsv => Self::Tsv,
            FormatName::Txt => Self::Txt,
            FormatName::Anki => Self::Anki,
            FormatName::Bibtex => Self::Bibtex,
            FormatName::Csl => Self::Csl,
            FormatName::Pdf => Self::Pdf,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Arguments::command().debug_assert();
    }
}
