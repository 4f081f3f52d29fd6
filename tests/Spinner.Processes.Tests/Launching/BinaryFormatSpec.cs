namespace Spinner.Processes.Tests.Launching;

/// <summary>What the system executes, by its first bytes.</summary>
public class BinaryFormatSpec
{
    [Theory]
    [InlineData("#!/bin/sh\n", null)]
    [InlineData("\u007fELF", null)]
    [InlineData("\uFEFF#!/bin/sh\n", "byte order mark")]
    [InlineData("echo hello\n", "'#!'")]
    [InlineData(" #!/bin/sh\n", "'#!'")]
    [InlineData("MZ", "'#!'")]
    public void Nothing_was_added(string head, string? why)
    {
        using var directory = new TempDirectory();
        directory.Make("register", "");
        directory.Make("status", "enabled");
        AssertSays(why, BinaryFormat.WhyUnknown(head, directory.Path));
        AssertSays(why, BinaryFormat.WhyUnknown(head, directory.PathOf("none")));
    }

    [Theory]
    [InlineData("MZ", null)]
    [InlineData("echo hello\n", null)]
    [InlineData("\uFEFF#!/bin/sh\n", "byte order mark")]
    public void What_was_added_may_be_anything_but_a_script(string head, string? why)
    {
        using var directory = new TempDirectory();
        directory.Make("qemu-arm", "enabled");
        AssertSays(why, BinaryFormat.WhyUnknown(head, directory.Path));
    }

    private static void AssertSays(string? part, string? why)
    {
        if (part is null) Assert.Null(why);
        else Assert.Contains(part, why, StringComparison.Ordinal);
    }
}
