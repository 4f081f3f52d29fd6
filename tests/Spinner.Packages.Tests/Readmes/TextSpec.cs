using System.Text.RegularExpressions;

namespace Spinner.Packages.Tests.Readmes;

/// <summary>What READMEs link to and name is there, and what a shell is to run is shell.</summary>
public partial class TextSpec
{
    public static TheoryData<string> Names => [.. Readme.All.Select(r => r.Name)];

    public static TheoryData<string> Packed => [.. PackageFeed.Names.Append("Spinner.Host").Select(name => $"src/{name}/README.md")];

    [Fact]
    public void The_first_page_is_short_and_shows_code_at_once()
    {
        var lines = Of("README.md").Text.Split('\n');
        Assert.InRange(lines.Length, 1, 150);
        Assert.InRange(Array.IndexOf(lines, "```csharp"), 0, 39);
    }

    [Fact]
    public void The_two_commands_of_the_first_page_are_those_of_the_test_script()
    {
        var script = File.ReadAllText(Path.Combine(Readme.Root, ".ci", "run"));
        var commands = Of("README.md").Blocks("sh").First().Select(line => line.Split('#')[0].Trim()).ToList();

        Assert.Equal(["dotnet run --project src/Spinner.Host -- up", "dotnet test"], commands);
        Assert.Contains("--project src/Spinner.Host -- up", script, StringComparison.Ordinal);
        Assert.Contains("\ndotnet test ", script, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Packed))]
    public void A_package_page_has_a_title_of_its_own_and_no_link_that_breaks_there(string name)
    {
        Assert.Matches($"^# {Regex.Escape(name.Split('/')[1])}(:.*)?\n", Of(name).Text);
        Assert.Empty(Links().Matches(Of(name).Text).Select(m => m.Groups[1].Value));
    }

    [Theory, MemberData(nameof(Names))]
    public void No_marks_of_a_merge_are_left(string name) =>
        Assert.DoesNotContain(Of(name).Text.Split('\n'), line => line.StartsWith("<<<<<<<", StringComparison.Ordinal) || line.StartsWith(">>>>>>>", StringComparison.Ordinal));

    [Theory, MemberData(nameof(Names))]
    public void Every_link_leads_to_a_file(string name)
    {
        var directory = Path.GetDirectoryName(Of(name).Path)!;
        Assert.All(Links().Matches(Of(name).Text).Select(m => m.Groups[1].Value), link => Assert.True(File.Exists(Path.Combine(directory, link)), link));
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_path_it_names_is_there(string name) => Assert.All(
        Paths().Matches(Of(name).Text).Select(m => m.Value),
        path => Assert.True(Path.Exists(Path.Combine(Readme.Root, path)), path));

    [Theory, MemberData(nameof(Names))]
    public void Every_block_for_a_shell_can_be_read_by_one(string name) => Assert.All(Of(name).Blocks("sh"), block => Shell.Run(Path.GetTempPath(), ["-n"], block));

    private static Readme Of(string name) => Readme.All.Single(r => r.Name == name);

    [GeneratedRegex(@"\]\(([^)]*)\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"(?<![\w/.-])(src|tests|hocon|\.ci|\.github)/[A-Za-z][\w./-]*\w")]
    private static partial Regex Paths();
}
