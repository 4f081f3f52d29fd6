using Spinner.Processes;

namespace Spinner.Processes.Tests.Watching;

/// <summary>Which changes count of several paths and patterns.</summary>
public sealed class MonitoredFilesSpec : IDisposable
{
    private readonly TempDirectory _directory = new();

    [Theory]
    [InlineData("src/a.js", true, "src")]
    [InlineData("src/deep/a.js", true, "src")]
    [InlineData("src/deep/a.js", false, "src/*.js")]
    [InlineData("src/a.js", true, "src/*.js")]
    [InlineData("src/a.jsx", false, "src/*.js")]
    [InlineData("src/a.jsx", true, "src/a.js?")]
    [InlineData("src/a.js", true, "src/**/*.js")]
    [InlineData("src/deep/er/a.js", true, "src/**/*.js")]
    [InlineData("src/deep/a.css", false, "src/**/*.js")]
    [InlineData("src/deep/a.js", true, "src/d*")]
    [InlineData("other/a.js", false, "src", "*.json")]
    [InlineData("b.json", true, "src", "*.json")]
    [InlineData("src/generated/a.js", false, "src", "!src/generated")]
    [InlineData("src/generated/deep/a.js", false, "src", "!src/generated")]
    [InlineData("src/generated.js", true, "src", "!src/generated")]
    [InlineData("src/deep/x.log", false, "src", "!**/*.log")]
    [InlineData("src/x.txt", true, "src", "!**/*.log")]
    [InlineData("src/a.js", false, "src/a.js", "!**/a.js")]
    public void A_change_counts_where_it_is_meant(string changed, bool counts, params string[] entries)
    {
        foreach (var file in new[] { "src/a.js", "src/a.jsx", "src/deep/er/a.js", "src/deep/a.js", "src/generated/deep/a.js", "other/a.js", "b.json" }) Write(file, "1");
        var files = new MonitoredFiles([.. entries.Select(e => e.StartsWith('!') ? "!" + PathOf(e[1..]) : PathOf(e))]);
        var before = files.TryCompute();
        Assert.Equal(before, files.TryCompute());

        Write(changed, "2");

        Assert.Equal(counts, !Equals(before, files.TryCompute()));
    }

    [Fact]
    public void What_has_to_be_watched_is_the_fixed_beginning_of_each()
    {
        var files = new MonitoredFiles([PathOf("src/**/*.js"), PathOf("src/*.css"), PathOf("a.json"), PathOf("?.txt"), "!" + PathOf("x")]);
        Assert.Equal([PathOf("src"), PathOf("a.json"), _directory.Path], files.Roots);
    }

    [Fact]
    public void A_single_path_that_is_missing_is_awaited_and_of_several_it_is_a_change()
    {
        Write("a", "1");
        Write("b", "1");
        var (one, two) = (new MonitoredFiles([PathOf("a")]), new MonitoredFiles([PathOf("a"), PathOf("b")]));
        var before = two.TryCompute();
        Assert.Equal(Fingerprint.TryCompute(PathOf("a")), one.TryCompute());

        File.Delete(PathOf("a"));

        Assert.Null(one.TryCompute());
        Assert.NotEqual(before, two.TryCompute());
        Assert.NotNull(two.TryCompute());
    }

    public void Dispose() => _directory.Dispose();

    private string PathOf(string relative) => Path.Combine([_directory.Path, .. relative.Split('/')]);

    private void Write(string relative, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(relative))!);
        File.WriteAllText(PathOf(relative), text);
    }
}
