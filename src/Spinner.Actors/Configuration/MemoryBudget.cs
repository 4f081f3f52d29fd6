using System.Globalization;
using Spinner.Actors.Configuration;

namespace Spinner.Actors;

/// <summary>How much memory all children of a spinner may hold together. Immutable; a value.</summary>
public sealed record MemoryBudget
{
    internal const string Allowed = "bytes, or a number and KiB, MiB, GiB or TiB, or 1% to 100%, or off";

    private MemoryBudget(long? bytes, int? share) => (Bytes, Share) = (bytes, share);

    /// <summary>As much as it takes.</summary>
    public static MemoryBudget Off { get; } = new(null, null);

    /// <summary>Bytes; null when it is a share, or off.</summary>
    public long? Bytes { get; }

    /// <summary>Percent of the machine's memory, or of what the cgroup of this process may hold, where that is less; null when it is a size, or off.</summary>
    public int? Share { get; }

    /// <summary>A size.</summary>
    /// <param name="bytes">1 MiB to 16 TiB; checked when the spinner is created.</param>
    public static MemoryBudget Size(long bytes) => new(bytes, null);

    /// <summary>A share of the machine's memory, or of what the cgroup of this process may hold, where that is less.</summary>
    /// <param name="share">1 to 100; checked when the spinner is created.</param>
    public static MemoryBudget Percent(int share) => new(null, share);

    /// <summary>As it is written in settings: <c>8GiB</c>, <c>70%</c>, <c>off</c>.</summary>
    public override string ToString() => (Bytes, Share) switch
    {
        ({ } bytes, _) => HoconText.Size(bytes),
        (_, { } share) => string.Create(CultureInfo.InvariantCulture, $"{share}%"),
        _ => "off",
    };

    internal static MemoryBudget? Parse(string text)
    {
        if (text == "off") return Off;
        if (!text.EndsWith('%')) return SizeText.Parse(text) is { } bytes ? Size(bytes) : null;
        return int.TryParse(text.AsSpan()[..^1].TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var share) ? Percent(share) : null;
    }

    internal bool IsRight => (Bytes, Share) switch
    {
        ({ } bytes, _) => bytes is >= SizeText.Mebibyte and <= 16 * SizeText.Tebibyte,
        (_, { } share) => share is >= 1 and <= 100,
        _ => true,
    };
}
