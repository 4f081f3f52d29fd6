namespace Spinner.Dashboard.Tests.Browser;

/// <summary>A fact about the page in a real browser. Where there is none it says so, and counts as skipped.</summary>
internal sealed class BrowserFactAttribute : FactAttribute
{
    /// <summary>Milliseconds a fact may take, on a busy machine too.</summary>
    public const int Limit = 300_000;

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    public BrowserFactAttribute()
    {
        Timeout = Limit;
        if (Path is null) Skip = "THE PAGE WAS NOT TRIED: there is no chromium in PATH. On Debian: apt-get install chromium.";
    }

    /// <summary>The browser; null: none is there.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .SelectMany(directory => Names.Select(name => System.IO.Path.Combine(directory, name))).FirstOrDefault(File.Exists);
}
