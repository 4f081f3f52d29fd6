using System.Text;

namespace Spinner.Processes.Tests.Output;

public sealed class TextCutSpec
{
    [Theory]
    [InlineData("aé")] // 2 bytes
    [InlineData("a€")] // 3
    [InlineData("a🦊")] // 4
    public void A_character_is_not_cut(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var length = 1; length < bytes.Length; length++) Assert.Equal(1, TextCut.Before(bytes.AsSpan(0, length)));
        Assert.Equal(bytes.Length, TextCut.Before(bytes));
    }

    [Theory]
    [InlineData(new byte[] { }, 0)]
    [InlineData(new byte[] { (byte)'a' }, 1)]
    [InlineData(new byte[] { 0xf0 }, 1)] // nothing would be left
    [InlineData(new byte[] { (byte)'a', 0xff }, 2)] // begins no character
    [InlineData(new byte[] { (byte)'a', 0x80, 0x80, 0x80, 0x80 }, 5)]
    [InlineData(new byte[] { (byte)'a', 0xf0, 0x9f, 0xa6, 0xf0 }, 4)]
    public void What_is_no_text_is_cut_anywhere(byte[] bytes, int length) => Assert.Equal(length, TextCut.Before(bytes));
}
