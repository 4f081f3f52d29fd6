using System.Text;

namespace Spinner.Processes.Tests.Launching;

public class InheritedSpec
{
    [Theory]
    [InlineData("ä")]
    [InlineData("caf\xe9")]
    [InlineData("\xff\xfe x \xc3")]
    [InlineData("\xed\xb2\x80")]
    [InlineData("")]
    public void Bytes_come_back_as_they_were(string latin)
    {
        var bytes = Encoding.Latin1.GetBytes(latin);
        var text = ByteText.Decode(bytes);
        var back = new byte[ByteText.CountBytes(text)];
        Assert.Equal(back.Length, ByteText.Encode(text, back));
        Assert.Equal(bytes, back);
    }

    [Fact]
    public void Text_is_text() => Assert.Equal("ä🦊\n", ByteText.Decode("ä🦊\n"u8));

    [Fact]
    public void A_variable_counts_as_its_bytes_unless_the_program_changed_it()
    {
        var known = new Dictionary<string, string> { ["KEPT"] = "caf\ufffd", ["CHANGED"] = "new", ["ADDED"] = "1", ["N\ufffd"] = "x" };
        byte[] block = [.. "KEPT=caf"u8, 0xe9, 0, .. "CHANGED=old\0REMOVED=1\0KEPT=second\0nothing\0=C:=x\0N"u8, 0xe9, .. "=x\0"u8];
        var expected = new Dictionary<string, string>
        {
            ["KEPT"] = "caf\udce9", ["CHANGED"] = "new", ["=C:"] = "x", ["N\udce9"] = "x", ["ADDED"] = "1",
        };
        Assert.Equal(expected.OrderBy(v => v.Key, StringComparer.Ordinal), InheritedVariables.Merge(known, block).OrderBy(v => v.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Without_the_bytes_there_is_what_the_program_knows() =>
        Assert.Equal([new("A", "1")], InheritedVariables.Merge(new Dictionary<string, string> { ["A"] = "1" }, []));

    [Fact]
    public void The_working_directory_is_ours() => Assert.Equal(Environment.CurrentDirectory, Inherited.WorkingDirectory);

    [Theory]
    [InlineData(20_000, null, "1024                 20000                files", 1024L)]
    [InlineData(20_000, "512", "1024                 20000                files", 512L)]
    [InlineData(20_000, "30000", "1024                 20000                files", 1024L)]
    [InlineData(20_000, "-1", "1024                 20000                files", 1024L)]
    [InlineData(20_000, null, "1024                 524288               files", null)]
    [InlineData(20_000, null, "unlimited            unlimited            files", null)]
    [InlineData(524_288, null, "1073741816           1073741816           files", 1024L)]
    [InlineData(20_000, null, null, null)]
    public void The_file_limit_is_the_one_we_were_started_with(long hard, string? given, string? parent, long? expected)
    {
        var limits = parent is null ? null : $"Limit                     Soft Limit           Hard Limit           Units\nMax open files            {parent}\n";
        Assert.Equal(expected, InheritedFileLimit.Of(hard, given, limits));
    }
}
