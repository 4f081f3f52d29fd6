namespace Spinner.Packages.Tests.Readmes;

/// <summary>Every block for a shell is run by a test, or it is written down why it cannot be.</summary>
public class ShellBlockSpec
{
    private static readonly string[] OtherShells = ["bash", "shell", "console", "zsh"];

    [Fact]
    public void Each_is_on_the_list() => Assert.Equal(
        Readme.All.SelectMany(readme => readme.Blocks("sh").Select(block => $"{readme.Name}: {block[0].Split(" # ")[0].TrimEnd()}")).Order(),
        ShellBlock.All.Select(block => $"{block.Readme}: {block.First}").Order());

    [Fact]
    public void Each_is_run_or_it_says_why_not() =>
        Assert.All(ShellBlock.All, block => Assert.True(block.RunBy is null != block.Why is null, block.First));

    [Fact]
    public void What_runs_it_is_there() => Assert.All(ShellBlock.All, block =>
    {
        if (block.RunBy is var (file, holds)) Assert.Contains(holds, File.ReadAllText(Path.Combine(Readme.Root, file)), StringComparison.Ordinal);
    });

    [Fact]
    public void None_stands_in_another_language_that_a_shell_would_run() => Assert.All(Readme.All, readme => Assert.Equal([],
OtherShells.SelectMany(readme.Blocks)));
}
