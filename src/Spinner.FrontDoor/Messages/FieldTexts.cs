using System.Text;

namespace Spinner.FrontDoor.Messages;

/// <summary>
/// Headers as text, by their bytes. Most answers of a connection say the same but for a date, and so cost no memory the second time. One user at a
/// time.
/// </summary>
sealed class FieldTexts
{
    private const int Slots = 64;
    private const int Longest = 256;

    private readonly Entry?[] _names = new Entry?[Slots];
    private readonly Entry?[] _values = new Entry?[Slots];

    /// <param name="bytes">A name.</param>
    /// <param name="passes">Whether a client gets it as a header; see <see cref="AnswerFieldNames"/>.</param>
    public string Name(ReadOnlySpan<byte> bytes, out bool passes)
    {
        var name = Find(_names, bytes, areNames: true);
        passes = name.Passes;
        return name.Text;
    }

    public string Value(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? "" : Find(_values, bytes, areNames: false).Text;

    private static Entry Find(Entry?[] slots, ReadOnlySpan<byte> bytes, bool areNames)
    {
        if (bytes.Length > Longest) return Create(bytes, areNames);
        ref var slot = ref slots[Slot(bytes)];
        if (slot is { } known && bytes.SequenceEqual(known.Bytes)) return known;
        return slot = Create(bytes, areNames);
    }

    private static Entry Create(ReadOnlySpan<byte> bytes, bool isName) =>
        new(bytes.ToArray(), Encoding.Latin1.GetString(bytes), isName && !AnswerFieldNames.StaysHere(bytes) && !AnswerFieldNames.IsLength(bytes));

    private static int Slot(ReadOnlySpan<byte> bytes) => ((bytes.Length * 31) + (bytes[0] * 7) + (bytes[^1] * 13) + (bytes[bytes.Length / 2] * 3)) & (Slots - 1);

    private sealed record Entry(byte[] Bytes, string Text, bool Passes);
}
