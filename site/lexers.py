"""Colours for connection strings and for findings, in blocks that are called `strings` and `findings`."""
from markdown import Extension
from pygments import lexers
from pygments.lexer import RegexLexer, bygroups
from pygments.token import Comment, Generic, Keyword, Name, Number, Operator, Punctuation, String, Text

ADDRESS = r"([a-z][\w+.-]*)(://)([^@/\s?]*@)?(\[[^]\s]*\]|[^:/?\s,]*)(:[^/?\s,]*)?"
ADDRESS_PARTS = (Keyword, Punctuation, Name.Entity, Name.Class, Number)


class Strings(RegexLexer):
    name, aliases = "Connection strings", ("strings",)
    tokens = {"root": [
        (r"^#.*", Comment),
        (ADDRESS, bygroups(*ADDRESS_PARTS)),
        (r"/[^?\s,]*", Name.Function),
        (r"([?&])([^=&\s,]*)(=?)([^&\s,]*)", bygroups(Punctuation, Name.Attribute, Operator, String)),
        (r"\n|[^\S\n]+|.", Text),
    ]}


class Findings(RegexLexer):
    """The text format, and the shorter one of the rules' pages."""
    name, aliases = "Findings", ("findings",)
    tokens = {"root": [
        (r"\berror(?=[:[])", Generic.Error),
        (r"\bwarning(?=[:[])", Generic.Traceback),
        (r"\b(note|help|suggestion|fix)(?=[:[])", Generic.Output),
        (r"\[[a-z][a-z0-9-]*-[a-z0-9-]+\]", Name.Tag),
        (r"^\$ .*", Generic.Prompt),
        (r"^ *(-->|:::) .*", Comment),
        (r"^( *\| *)(\^+)", bygroups(Comment, Generic.Error)),
        (r"^( *\| *)(-+.*)", bygroups(Comment, Generic.Output)),
        (r"^ *\d* *\|", Comment),
        (r"\bcompatible\b(?=  )", Generic.Inserted),
        (r"\b(refused|unserved|invalid)\b(?=  )", Generic.Error),
        (ADDRESS, bygroups(*ADDRESS_PARTS)),
        (r"'[^'\n]*'", String),
        (r"\n|\w+|[^\S\n]+|.", Text),
    ]}


class Lexers(Extension):
    """Makes them known; otherwise Pygments asks only installed packages for more lexers."""

    def extendMarkdown(self, md):
        for lexer in (Strings, Findings):
            lexers.LEXERS[lexer.__name__] = (__name__, lexer.name, lexer.aliases, (), ())
            lexers._lexer_cache[lexer.name] = lexer


makeExtension = Lexers
