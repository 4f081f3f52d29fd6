using System.Text;

namespace Spinner.Actors.Remote.Tests.Wire;

/// <summary>
/// What is on the wire, byte for byte, per manifest and version. A file here never changes; a new version is a new file.
/// For a new manifest run once with SPINNER_WRITE_GOLDEN=1 and look at what was written.
/// </summary>
public class GoldenSpec
{
    private static readonly (WireCatalogue Catalogue, IReadOnlyList<object> Samples)[] All =
        [(WireCatalogue.Envelopes, Samples.Envelopes), (WireCatalogue.Questions, Samples.Questions), (WireCatalogue.Answers, Samples.Answers)];

    public static TheoryData<string> Manifests => [.. All.SelectMany(a => a.Catalogue.Manifests.Select(m => $"{a.Catalogue.What}/{m}"))];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void A_message_is_written_as_it_ever_was(string which)
    {
        var (catalogue, sample) = Find(which);
        if (Environment.GetEnvironmentVariable("SPINNER_WRITE_GOLDEN") == "1" && !File.Exists(Source(which)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Source(which))!);
            File.WriteAllBytes(Source(which), catalogue.Write(sample));
        }

        Assert.Equal(File.ReadAllText(Source(which)), Encoding.UTF8.GetString(catalogue.Write(sample)));
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void What_was_written_once_is_read_for_ever(string which)
    {
        var (catalogue, sample) = Find(which);
        var read = catalogue.Read(Path.GetFileName(which), File.ReadAllBytes(Golden(which)));
        Assert.Equivalent(sample, read, strict: true);
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void A_member_nobody_knows_yet_is_ignored(string which)
    {
        var (catalogue, sample) = Find(which);
        var text = File.ReadAllText(Golden(which));
        var extended = text.Insert(1, text == "{}" ? "\"colour\":{\"of\":[\"tomorrow\"]}" : "\"colour\":{\"of\":[\"tomorrow\"]},");
        Assert.Equivalent(sample, catalogue.Read(Path.GetFileName(which), Encoding.UTF8.GetBytes(extended)), strict: true);
    }

    [Fact]
    public void No_golden_file_is_without_its_manifest()
    {
        var files = Directory.EnumerateFiles(Golden(""), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Golden(""), f)).Order();
        Assert.Equal(All.SelectMany(a => a.Catalogue.Manifests.Select(m => $"{a.Catalogue.What}/{m}.json")).Order(), files);
    }

    private static (WireCatalogue Catalogue, object Sample) Find(string which)
    {
        var (catalogue, samples) = All.Single(a => which.StartsWith(a.Catalogue.What + "/", StringComparison.Ordinal));
        return (catalogue, samples.Single(s => catalogue.ManifestOf(s) == Path.GetFileName(which)));
    }

    private static string Golden(string which) => Path.Combine(AppContext.BaseDirectory, "Wire", "Golden", which.Length == 0 ? "" : which + ".json");

    private static string Source(string which, [System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "Golden", which + ".json");
}
