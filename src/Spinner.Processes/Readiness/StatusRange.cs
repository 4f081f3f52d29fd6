using System.Globalization;

namespace Spinner.Actors;

/// <summary>HTTP status codes from <see cref="First"/> to <see cref="Last"/>, both included. A value.</summary>
public sealed record StatusRange
{
    /// <summary>Creates a range.</summary>
    /// <param name="first">100 to 599.</param>
    /// <param name="last">100 to 599, not below <paramref name="first"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not such a range.</exception>
    public StatusRange(int first, int last)
    {
        if (first is < 100 or > 599) throw new ArgumentOutOfRangeException(nameof(first), first, "A status is 100 to 599.");
        if (last is < 100 or > 599) throw new ArgumentOutOfRangeException(nameof(last), last, "A status is 100 to 599.");
        if (last < first) throw new ArgumentOutOfRangeException(nameof(last), last, $"The last status of a range is not below its first, {first}.");
        (First, Last) = (first, last);
    }

    /// <summary>200 to 399: an answer, or a way to one.</summary>
    public static StatusRange Default { get; } = new(200, 399);

    /// <summary>The lowest status.</summary>
    public int First { get; }

    /// <summary>The highest status.</summary>
    public int Last { get; }

    /// <summary>Reads <c>204</c> or <c>200-399</c>.</summary>
    /// <returns>False when <paramref name="text"/> is neither, or out of range.</returns>
    public static bool TryParse(string text, out StatusRange range)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bounds = text.Split('-');
        var first = Number(bounds[0]);
        var last = Number(bounds[^1]);
        var isRange = bounds.Length <= 2 && first is not null && last >= first;
        range = isRange ? new StatusRange(first!.Value, last!.Value) : Default;
        return isRange;
    }

    /// <summary><c>204</c>, or <c>200-399</c>.</summary>
    public override string ToString() => First == Last ? First.ToString(CultureInfo.InvariantCulture) : $"{First}-{Last}";

    internal bool Contains(int status) => status >= First && status <= Last;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 100 and <= 599 ? number : null;
}
