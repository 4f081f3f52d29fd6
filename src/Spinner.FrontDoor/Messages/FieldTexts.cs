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

    public string Name(ReadOnlySpan<byte> bytes) => Find(_names, bytes);

    public string Value(ReadOnlySpan<byte> bytes) => Find(_values, bytes);

    private static string Find(Entry?[] slots, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return "";
        if (bytes.Length > Longest) return Encoding.Latin1.GetString(bytes);
        ref var slot = ref slots[Slot(bytes)];
        if (slot is { } known && bytes.SequenceEqual(known.Bytes)) return known.Text;
        slot = new Entry(bytes.ToArray(), Encoding.Latin1.GetString(bytes));
        return slot.Text;
    }

    private static int Slot(ReadOnlySpan<byte> bytes) => ((bytes.Length * 31) + (bytes[0] * 7) + (bytes[^1] * 13) + (bytes[bytes.Length / 2] * 3)) & (Slots - 1);

    private sealed record Entry(byte[] Bytes, string Text);
}
