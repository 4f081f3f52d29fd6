using System.Text;

namespace Spinner.Processes.Tests.Output;

public sealed class LineBufferSpec
{
    [Theory]
    [InlineData("a\nb\n", "a|b|")]
    [InlineData("a\n\nb", "a||b|")]
    [InlineData("12345678\nx", "12345678|x|")]
    [InlineData("1234567890\nx\n", "12345678|90|x|")]
    [InlineData("1234567812345678", "12345678|12345678|")]
    [InlineData("\n", "|")]
    [InlineData("", "")]
    public void Lines_are_the_same_whatever_the_chunks(string text, string lines)
    {
        for (var chunk = 1; chunk <= text.Length + 1; chunk++)
        {
            var given = new StringBuilder();
            var buffer = new LineBuffer(
                whole =>
                {
                    Assert.Equal((byte)'\n', whole[^1]);
                    given.Append(Encoding.ASCII.GetString(whole).Replace('\n', '|'));
                },
                limit: 8);
            foreach (var part in Encoding.ASCII.GetBytes(text).Chunk(chunk)) buffer.Append(part);
            buffer.Flush();
            Assert.Equal(lines, given.ToString());
        }
    }
}
