namespace Spinner.Actors.TestKit.Tests;

/// <summary>The complete test of the README is one of ours, so it compiles and passes.</summary>
public class ReadmeSpec
{
    [Fact]
    public void The_test_in_the_readme_is_WebSpec() =>
        Assert.Contains($"```csharp\n{Read("WebSpec.cs")}```\n", Read("README.md"), StringComparison.Ordinal);

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(ReadmeSpec).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
