using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spinner.Processes;

namespace Spinner.Actors.Capacity;

/// <summary>What was learned, in a file of the state directory: one for each spinner's name and working directory. Stateless.</summary>
static class CostFile
{
    /// <summary>A file of another version is not read.</summary>
    public const int Version = 1;

    private const int MostChildren = 4096;
    private const int MostValues = 8;

    /// <summary>Where it lies.</summary>
    public static string PathIn(string directory, string spinner)
    {
        var place = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Inherited.WorkingDirectory)))[..16];
        return Path.Combine(Path.GetFullPath(directory, Inherited.WorkingDirectory), $"{Uri.EscapeDataString(spinner)}-{place}.costs.json");
    }

    /// <summary>Writes all that is known; whoever reads meanwhile sees what was there before.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, CostText text)
    {
        PrivateDirectory.Ensure(Path.GetDirectoryName(path)!, Privacy.Readable);
        var next = path + ".next";
        File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(text, CostJson.Default.CostText));
        File.Move(next, path, overwrite: true);
    }

    /// <summary>What was written; null: nothing was.</summary>
    /// <exception cref="InvalidDataException">It is no such file; the message says why.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static CostText? Read(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            var text = JsonSerializer.Deserialize(File.ReadAllBytes(path), CostJson.Default.CostText);
            if (text?.Version != Version) throw new InvalidDataException($"it is of version {text?.Version}, and {Version} is read");
            if (!IsRight(text)) throw new InvalidDataException("it has values that cannot be");
            return text;
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException(broken.Message, broken);
        }
    }

    /// <summary>What is known now, of those that are used most if they are very many.</summary>
    public static CostText TextOf(CostBook book, DateTimeOffset now) => new(Version, now, book.Known.OrderByDescending(k => k.Value.Uses).Take(MostChildren).ToDictionary(
        k => k.Key, k => new ChildCosts([.. k.Value.Peaks], [.. k.Value.Starts.Select(s => s.TotalSeconds)], k.Value.Uses), StringComparer.Ordinal));

    /// <summary>Takes what was known, as old as it is now.</summary>
    public static void Restore(CostText text, CostBook book, TimeProvider clock)
    {
        var age = clock.GetUtcNow() - text.Saved;
        var left = Math.Pow(0.5, Math.Max(0, age / CostBook.HalfLife));
        foreach (var (name, costs) in text.Children.Where(c => !book.Known.ContainsKey(c.Key)))
            book.Restore(name, new CostHistory(clock) { Peaks = [.. costs.Peaks], Starts = [.. costs.Starts.Select(TimeSpan.FromSeconds)], Uses = costs.Uses * left });
    }

    private static bool IsRight(CostText text) => text.Children is { Count: <= MostChildren } && text.Children.Values.All(c =>
        c is { Peaks.Count: <= MostValues, Starts.Count: <= MostValues, Uses: >= 0 and < 1e12 } && c.Peaks.All(p => p >= 0) && c.Starts.All(s => s is >= 0 and < 1e7));
}

/// <summary>The whole file.</summary>
/// <param name="Version">How it is to be read.</param>
/// <param name="Saved">When.</param>
/// <param name="Children">By name.</param>
sealed record CostText(int Version, DateTimeOffset Saved, IReadOnlyDictionary<string, ChildCosts> Children);

/// <summary>What was learned of a child.</summary>
/// <param name="Peaks">The most each of its last launches held, in bytes.</param>
/// <param name="Starts">How long each of its last starts took, in seconds.</param>
/// <param name="Uses">Its uses; what was half an hour before the file was written counts half.</param>
sealed record ChildCosts(IReadOnlyList<long> Peaks, IReadOnlyList<double> Starts, double Uses);

[JsonSerializable(typeof(CostText))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
sealed partial class CostJson : JsonSerializerContext;
