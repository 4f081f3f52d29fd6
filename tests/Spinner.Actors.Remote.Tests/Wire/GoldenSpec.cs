using System.Text;

namespace Spinner.Actors.Remote.Tests.Wire;

/// <summary>
/// What is on the wire, byte for byte, per manifest and version. A file here never changes; a new version is a new file, and so is what is added
/// to a manifest: start-1+1 has the members that start-1 did not have at first. For a new one run once with SPINNER_WRITE_GOLDEN=1 and look at what
/// was written.
/// </summary>
public class GoldenSpec
{
    private static readonly (WireCatalogue Catalogue, IReadOnlyList<object> Samples)[] All =
        [(WireCatalogue.Envelopes, Samples.Envelopes), (WireCatalogue.Questions, Samples.Questions), (WireCatalogue.Answers, Samples.Answers)];

    private static readonly IReadOnlyDictionary<string, (WireCatalogue Catalogue, object Sample)> ByFile = All
        .SelectMany(a => a.Samples.GroupBy(a.Catalogue.ManifestOf).SelectMany(same => same.Select((sample, i) =>
            KeyValuePair.Create($"{a.Catalogue.What}/{same.Key}{(i == 0 ? "" : $"+{i}")}", (a.Catalogue, sample)))))
        .ToDictionary();

    public static TheoryData<string> Files => [.. ByFile.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_message_is_written_as_it_ever_was(string which)
    {
        var (catalogue, sample) = ByFile[which];
        if (Environment.GetEnvironmentVariable("SPINNER_WRITE_GOLDEN") == "1" && !File.Exists(Source(which)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Source(which))!);
            File.WriteAllBytes(Source(which), catalogue.Write(sample));
        }

        Assert.Equal(File.ReadAllText(Source(which)), Encoding.UTF8.GetString(catalogue.Write(sample)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_was_written_once_is_read_for_ever(string which)
    {
        var (catalogue, sample) = ByFile[which];
        var read = catalogue.Read(Manifest(which), File.ReadAllBytes(Golden(which)));
        Assert.Equivalent(sample, read, strict: true);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_member_nobody_knows_yet_is_ignored(string which)
    {
        var (catalogue, sample) = ByFile[which];
        var text = File.ReadAllText(Golden(which));
        var extended = text.Insert(1, text == "{}" ? "\"colour\":{\"of\":[\"tomorrow\"]}" : "\"colour\":{\"of\":[\"tomorrow\"]},");
        Assert.Equivalent(sample, catalogue.Read(Manifest(which), Encoding.UTF8.GetBytes(extended)), strict: true);
    }

    [Fact]
    public void No_golden_file_is_without_its_manifest_and_no_manifest_without_its_file()
    {
        var files = Directory.EnumerateFiles(Golden(""), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Golden(""), f)).Order();
        Assert.Equal(ByFile.Keys.Select(f => f + ".json").Order(), files);
        Assert.Superset(All.SelectMany(a => a.Catalogue.Manifests.Select(m => $"{a.Catalogue.What}/{m}")).ToHashSet(), ByFile.Keys.ToHashSet());
    }

    [Fact]
    public void Every_option_that_crosses_the_wire_is_given_in_some_file()
    {
        var given = Samples.Questions.OfType<Start>().Select(s => s.Options).ToList();
        var options = StrictJson.Of(typeof(ChildOptions)).Properties.Where(static p => p.Get is not null);
        Assert.All(options, option => Assert.Contains(given, o => option.Get!(o!) is not null));
    }

    private static string Manifest(string which) => Path.GetFileName(which).Split('+')[0];

    private static string Golden(string which) => Path.Combine(AppContext.BaseDirectory, "Wire", "Golden", which.Length == 0 ? "" : which + ".json");

    private static string Source(string which, [System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "Golden", which + ".json");
}
