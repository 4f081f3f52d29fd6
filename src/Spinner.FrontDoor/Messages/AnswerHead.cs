namespace Spinner.FrontDoor.Messages;

/// <summary>The head of an answer, as places in the bytes it was read from. Used again for the next.</summary>
sealed class AnswerHead
{
    private FieldPlace[] _fields = new FieldPlace[32];
    private int _count;

    /// <summary>Bytes up to and with the empty line.</summary>
    public int Size { get; set; }

    /// <summary>100 to 999.</summary>
    public int Status { get; set; }

    /// <summary>0 for HTTP/1.0.</summary>
    public int Minor { get; set; }

    public Place Reason { get; set; }

    public Framing Framing { get; set; }

    /// <summary>What the child says; null: nothing.</summary>
    public long? Length { get; set; }

    /// <summary>The child takes another request when this answer is over.</summary>
    public bool KeepsAlive { get; set; }

    public ReadOnlySpan<FieldPlace> Fields => _fields.AsSpan(0, _count);

    /// <summary>Before the final answer; the change of a protocol is one.</summary>
    public bool IsInterim => Status is >= 100 and < 200 and not 101;

    public void Clear() => (_count, Length, Framing, KeepsAlive, Size) = (0, null, Framing.None, false, 0);

    public void Add(FieldPlace field)
    {
        if (_count == _fields.Length) Array.Resize(ref _fields, 2 * _count);
        _fields[_count++] = field;
    }

    /// <summary>Part of a buffer.</summary>
    public readonly record struct Place(int At, int Length)
    {
        public ReadOnlySpan<byte> SliceOf(ReadOnlySpan<byte> bytes) => bytes.Slice(At, Length);
    }

    /// <summary>One header.</summary>
    public readonly record struct FieldPlace(Place Name, Place Value);
}
