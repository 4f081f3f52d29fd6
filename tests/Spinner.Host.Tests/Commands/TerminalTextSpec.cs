using Spinner.Control.Logs;
using Spinner.Host.Display;

namespace Spinner.Host.Tests.Commands;

/// <summary>What a child writes does nothing to a terminal, and looks like nobody else's line.</summary>
public class TerminalTextSpec
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\tb", "a\tb")]
    [InlineData("\u001b[31mred\u001b[0m", "red")]
    [InlineData("\u001b[2J\u001b[1;1Hgone", "gone")]
    [InlineData("\u009b31mred", "red")]
    [InlineData("\u001b]0;title\u0007text", "text")]
    [InlineData("\u001b]52;c;c2VjcmV0\u001b\\text", "text")]
    [InlineData("\u009d0;title\u009ctext", "text")]
    [InlineData("\u001bPq#0\u001b\\text", "text")]
    [InlineData("\u001b]0;never ended", "")]
    [InlineData("a\u001b", "a")]
    [InlineData("a\u001b[", "a")]
    [InlineData("a\u001bcb", "ab")]
    [InlineData("a\u0007b\bc\u007fd\u0000e\u0085f", "abcdef")]
    [InlineData("10%\r20%\r100%", "100%")]
    [InlineData("a longer one\rshort", "shortger one")]
    [InlineData("dos line\r", "dos line")]
    [InlineData("\rx", "x")]
    [InlineData("12:00:00 \r INF forged", " INF forged")]
    [InlineData("a\u202eb\u2066c\u2028d", "a<U+202E>b<U+2066>c<U+2028>d")]
    [InlineData("日本語 👩‍💻", "日本語 👩‍💻")]
    public void It_is_shown_as_a_terminal_would_without_what_acts_on_one(string line, string expected)
    {
        Assert.Equal(expected, TerminalText.Plain(line));
        Assert.Equal(expected, TerminalText.Plain(expected));
    }

    [Theory]
    [InlineData("a\u202eb", "a<U+202E>b")]
    [InlineData("a\u2028b\u2029c", "a<U+2028>b<U+2029>c")]
    [InlineData("a\u200bb\ufeffc\u00add", "a<U+200B>b<U+FEFF>c<U+00AD>d")]
    [InlineData("a\u001bb\nc\td", "a\uFFFDb\uFFFDc d")]
    [InlineData("日本語", "日本語")]
    public void Names_and_words_show_what_nobody_would_see(string text, string expected) => Assert.Equal(expected, Cells.Printable(text));
}
