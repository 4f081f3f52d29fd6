using System.Buffers.Text;
using System.Text;
using Place = Spinner.FrontDoor.Messages.AnswerHead.Place;

namespace Spinner.FrontDoor.Messages;

/// <summary>
/// Reads the heads of answers as RFC 9112 has them. It forgives what that allows a reader to (a lone LF, white space before a colon, a missing
/// space before a reason that is missing too), and nothing else: what two readers could understand in two ways is no answer.
/// </summary>
static class AnswerParser
{
    public const string IsHttp2 = "it speaks HTTP/2; http = 2 on its route, or its name in front-door.http2-children, says so";
    public const string BadStatus = "its status line is none";
    public const string BadField = "a header is none, or a control character stands in it";
    public const string Folded = "a header goes on in the next line";
    public const string TwoLengths = "the length of its body is given twice";
    public const string BadLength = "the length of its body is no number";
    public const string BadCoding = "its body has a transfer coding other than chunked";
    public const string BothLengths = "the end of its body is told in two ways";

    private const byte Cr = (byte)'\r', Lf = (byte)'\n';

    /// <param name="bytes">What has come so far, from the first byte of the answer on.</param>
    /// <param name="scanned">How much of it was looked at in vain; 0 at first.</param>
    /// <param name="isForHead">The answer of a HEAD has no body.</param>
    /// <param name="head">Filled in.</param>
    /// <param name="wrong">Why it is no answer; null: it is, or may still become one.</param>
    /// <returns>Whether the head is all there.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, ref int scanned, bool isForHead, AnswerHead head, out string? wrong)
    {
        wrong = CheckBeginning(bytes);
        if (wrong is not null || !TryFindEnd(bytes, ref scanned, out var end)) return false;
        head.Clear();
        head.Size = end;
        wrong = Read(bytes[..end], isForHead, head);
        return wrong is null;
    }

    // A child that speaks something else may never end a line.
    private static string? CheckBeginning(ReadOnlySpan<byte> bytes)
    {
        var begun = "HTTP/1."u8;
        if (bytes.Length < begun.Length) begun = begun[..bytes.Length];
        // HTTP/2 begins with the length of a frame, two bytes of which are 0.
        if (bytes.StartsWith(begun) || bytes is [0]) return null;
        return bytes is [0, 0, ..] ? IsHttp2 : BadStatus;
    }

    private static bool TryFindEnd(ReadOnlySpan<byte> bytes, ref int scanned, out int end)
    {
        while (bytes[scanned..].IndexOf(Lf) is >= 0 and var next)
        {
            var line = scanned + next + 1;
            var after = bytes[line..];
            if (after is [Lf, ..] or [Cr, Lf, ..])
            {
                end = line + (after[0] == Lf ? 1 : 2);
                return true;
            }
            // Whether the next line is empty cannot be seen yet.
            if (after is [] or [Cr]) break;
            scanned = line;
        }

        end = 0;
        return false;
    }

    private static string? Read(ReadOnlySpan<byte> bytes, bool isForHead, AnswerHead head)
    {
        var at = 0;
        if (!TryReadStatus(bytes, NextLine(bytes, ref at), head)) return BadStatus;
        var (codings, lengths) = (0, 0);
        var options = head.Minor > 0 ? Options.None : Options.Close;
        for (var line = NextLine(bytes, ref at); line.Length > 0; line = NextLine(bytes, ref at))
        {
            if (bytes[line.At] is (byte)' ' or (byte)'\t') return Folded;
            if (!TryReadField(bytes, line, out var field)) return BadField;
            head.Add(field);
            var name = field.Name;
            var value = field.Value.SliceOf(bytes);
            if (Is(name.SliceOf(bytes), "Content-Length"u8))
            {
                if (++lengths > 1) return TwoLengths;
                if (!TryReadLength(value, out var length)) return BadLength;
                head.Length = length;
            }
            else if (Is(name.SliceOf(bytes), "Transfer-Encoding"u8) && (++codings > 1 || !Is(value, "chunked"u8))) return BadCoding;
            else if (Is(name.SliceOf(bytes), "Connection"u8)) options |= OptionsIn(value);
        }

        if (codings > 0 && lengths > 0) return BothLengths;
        if (codings > 0 && head.Minor == 0) return BadCoding;
        Frame(head, isForHead, codings > 0, options);
        return null;
    }

    private static void Frame(AnswerHead head, bool isForHead, bool isChunked, Options options)
    {
        var hasNone = isForHead || head.Status is < 200 or 204 or 304;
        head.Framing = hasNone ? Framing.None : isChunked ? Framing.Chunked : head.Length is null ? Framing.Close : Framing.Length;
        if (head is { Framing: Framing.Length, Length: 0 }) head.Framing = Framing.None;
        // 204 has no body, whatever it says; who says it has one may send one all the same.
        var isDoubtful = head.Status is < 200 or 204 && (isChunked || head.Length > 0);
        var stays = (options & Options.Close) == 0 || (head.Minor == 0 && (options & Options.KeepAlive) != 0 && (options & Options.SaysClose) == 0);
        head.KeepsAlive = stays && !isDoubtful && head.Framing != Framing.Close;
    }

    private static bool TryReadStatus(ReadOnlySpan<byte> bytes, Place line, AnswerHead head)
    {
        var text = line.SliceOf(bytes);
        // HTTP/1.1 200, and a space and a reason, if there is one.
        if (text.Length < 12 || !text.StartsWith("HTTP/1."u8) || !char.IsAsciiDigit((char)text[7]) || text[8] != ' ') return false;
        if (!Utf8Parser.TryParse(text.Slice(9, 3), out int status, out var digits) || digits != 3 || status < 100 || text[9] == '+') return false;
        if (text.Length > 12 && (text[12] != ' ' || !Syntax.IsValue(text[13..]))) return false;
        head.Minor = text[7] - '0';
        head.Status = status;
        head.Reason = text.Length > 13 ? new Place(line.At + 13, line.Length - 13) : default;
        return true;
    }

    private static bool TryReadField(ReadOnlySpan<byte> bytes, Place line, out AnswerHead.FieldPlace field)
    {
        field = default;
        var text = line.SliceOf(bytes);
        var colon = text.IndexOf((byte)':');
        if (colon <= 0) return false;
        // RFC 9112, 5.1: a proxy removes white space before the colon from an answer.
        var name = text[..colon].TrimEnd(" \t"u8);
        var given = text[(colon + 1)..];
        var value = Syntax.Trim(given);
        if (!Syntax.IsToken(name) || !Syntax.IsValue(value)) return false;
        var before = value.IsEmpty ? 0 : given.Length - given.TrimStart(" \t"u8).Length;
        field = new(new(line.At, name.Length), new(line.At + colon + 1 + before, value.Length));
        return true;
    }

    private static bool TryReadLength(ReadOnlySpan<byte> digits, out long length) =>
        Utf8Parser.TryParse(digits, out length, out var used) && used == digits.Length && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static Options OptionsIn(ReadOnlySpan<byte> value)
    {
        var options = Options.None;
        foreach (var part in value.Split((byte)','))
        {
            var word = Syntax.Trim(value[part]);
            if (Is(word, "close"u8)) options |= Options.Close | Options.SaysClose;
            else if (Is(word, "keep-alive"u8)) options |= Options.KeepAlive;
        }

        return options;
    }

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => Ascii.EqualsIgnoreCase(text, word);

    // Without its end. A CR that is not part of it is a control character, which no field and no reason may have.
    private static Place NextLine(ReadOnlySpan<byte> bytes, ref int at)
    {
        var line = bytes[at..];
        var end = line.IndexOf(Lf);
        var place = new Place(at, end > 0 && line[end - 1] == Cr ? end - 1 : end);
        at += end + 1;
        return place;
    }

    [Flags]
    private enum Options
    {
        None = 0,
        Close = 1,
        KeepAlive = 2,
        SaysClose = 4,
    }
}
