using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Spinner.FrontDoor.Messages;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>Writes a head into memory of the pool. Text stands for bytes, and was checked.</summary>
sealed class HeadWriter
{
    private const int Usual = 4 * 1024;

    private byte[] _buffer = [];
    private int _length;

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>A request as the child gets it.</summary>
    public void WriteRequest(RequestHead head)
    {
        Write(head.Method);
        Write(" "u8);
        Write(head.ChildTarget.PathText);
        Write(head.ChildTarget.Query);
        Write(" HTTP/1.1\r\nHost: "u8);
        Write(head.Host);
        Write("\r\n"u8);
        foreach (var (name, value) in head.Unwritten) WriteField(name, value);
        Write(head.Written);
        if (head.Upgrade is { } upgrade)
        {
            Write("Connection: Upgrade\r\n"u8);
            WriteField("Upgrade", upgrade);
        }
        else if (head.TakesTrailers) Write("Connection: TE\r\nTE: trailers\r\n"u8);
        if (head.Framing == Framing.Chunked) Write("Transfer-Encoding: chunked\r\n"u8);
        else if (head.Length is { } length ) WriteLength(length);
        else if (head.NeedsLength) WriteLength(0);
        Write("\r\n"u8);
    }

    /// <summary>An answer before the final one, as the client gets it.</summary>
    public void WriteInterim(AnswerHead head, ReadOnlySpan<byte> bytes)
    {
        Write("HTTP/1.1 "u8);
        WriteNumber(head.Status);
        Write(" "u8);
        Write(head.Reason.SliceOf(bytes));
        Write("\r\n"u8);
        foreach (var field in head.Fields)
        {
            if (AnswerFieldNames.StaysHere(field.Name.SliceOf(bytes)) || AnswerFieldNames.IsLength(field.Name.SliceOf(bytes))) continue;
            Write(field.Name.SliceOf(bytes));
            Write(": "u8);
            Write(field.Value.SliceOf(bytes));
            Write("\r\n"u8);
        }

        Write("\r\n"u8);
    }

    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        EnsureSpace(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    public void WriteField(scoped ReadOnlySpan<char> name, scoped ReadOnlySpan<char> value)
    {
        Write(name);
        Write(": "u8);
        Write(value);
        Write("\r\n"u8);
    }

    /// <summary>Gives the memory back; what was written is gone.</summary>
    public void Clear()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _length) = ([], 0);
    }

    private void WriteLength(long length)
    {
        Write("Content-Length: "u8);
        WriteNumber(length);
        Write("\r\n"u8);
    }

    private void WriteNumber(long number)
    {
        EnsureSpace(20);
        Utf8Formatter.TryFormat(number, _buffer.AsSpan(_length), out var digits);
        _length += digits;
    }

    private void Write(scoped ReadOnlySpan<char> text)
    {
        EnsureSpace(text.Length);
        _length += Encoding.Latin1.GetBytes(text, _buffer.AsSpan(_length));
    }

    private void EnsureSpace(int more)
    {
        if (_buffer.Length - _length >= more) return;
        var next = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(Usual, 2 * _buffer.Length), _length + more));
        _buffer.AsSpan(0, _length).CopyTo(next);
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = next;
    }
}
