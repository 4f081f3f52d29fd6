namespace Spinner.Actors;

/// <summary>TCP ports from <see cref="First"/> to <see cref="Last"/>, both included. A value.</summary>
public sealed record PortRange
{
    /// <summary>Creates a range.</summary>
    /// <param name="first">1 to 65535.</param>
    /// <param name="last">1 to 65535, not below <paramref name="first"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not such a range.</exception>
    public PortRange(int first, int last)
    {
        if (first is < 1 or > 65535) throw new ArgumentOutOfRangeException(nameof(first), first, "A port is 1 to 65535.");
        if (last is < 1 or > 65535) throw new ArgumentOutOfRangeException(nameof(last), last, "A port is 1 to 65535.");
        if (last < first) throw new ArgumentOutOfRangeException(nameof(last), last, $"The last port of a range is not below its first, {first}.");
        (First, Last) = (first, last);
    }

    /// <summary>20000 to 29999: beside the ports most systems hand out by themselves.</summary>
    public static PortRange Default { get; } = new(20000, 29999);

    /// <summary>The lowest port.</summary>
    public int First { get; }

    /// <summary>The highest port.</summary>
    public int Last { get; }

    /// <summary>How many ports it has.</summary>
    public int Count => Last - First + 1;

    /// <summary><c>20000-29999</c>.</summary>
    public override string ToString() => $"{First}-{Last}";
}
