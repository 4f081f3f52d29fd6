using System.Buffers;
using System.Text;

namespace Spinner.Processes;

/// <summary>Where a line that is too long may be cut.</summary>
internal static class TextCut
{
    // The most bytes a character has in UTF-8, without its last.
    private const int Unfinished = 3;

    /// <summary>How many of these bytes end with a whole character. Bytes that are no text are cut anywhere.</summary>
    internal static int Before(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(Unfinished, bytes.Length - 1); back++)
            if (Rune.DecodeFromUtf8(bytes[^back..], out _, out _) == OperationStatus.NeedMoreData) return bytes.Length - back;
        return bytes.Length;
    }
}
