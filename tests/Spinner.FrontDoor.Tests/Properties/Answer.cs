using CsCheck;

namespace Spinner.FrontDoor.Tests.Properties;

/// <summary>What is wrong with an answer.</summary>
public enum Fault
{
    None,
    Folded,
    TwoEqualLengths,
    TwoLengths,
    LengthAndChunks,
    CodingBefore,
    OldChunks,
    ShortStatus,
    ControlCharacter,
    NoColon,
    Garbage,
    LineFeedInChunks,
    BadChunkSize,
    CutOff,
}

/// <summary>The answer of a child.</summary>
public sealed record Answer(int Status, string Reason, (string Name, string Value)[] Fields, string Body, int Framing, Fault Fault)
{
    private static readonly string[] Names = ["X-A", "Content-Type", "ETag", "Set-Cookie", "Location", "Vary", "X_Under", "Cache-Control"];

    public static Gen<Answer> Any { get; } =
        from status in Exchange.OneOf(200, 200, 200, 201, 206, 301, 304, 404, 204, 500, 503, 299, 599)
        from reason in Exchange.OneOf("OK", "Fine by me", "")
        from fields in Gen.Select(Gen.Int[0, Names.Length - 1], Exchange.Text).Array[0, 5].Select(all => all.Select(f => (Name: Names[f.Item1], Value: f.Item2)).DistinctBy(f => f.Name).ToArray())
        from body in Gen.Char['a', 'z'].Array[0, 3000].Select(c => new string(c))
        from framing in Gen.Int[0, 2]
        from fault in Gen.Select(Gen.Int[0, 1], Gen.Int[1, (int)Fault.CutOff]).Select(f => f.Item1 == 0 ? Fault.None : (Fault)f.Item2)
        select new Answer(status, reason, fields, body, Suits(fault) ?? framing, fault);

    /// <summary>It says where it ends, and so may be followed by another.</summary>
    public bool EndsByItself => Framing != 2 || Status is 204 or 304;

    public override string ToString()
    {
        var fields = string.Concat(Fields.Select(f => $"{f.Name}: {f.Value}\r\n"));
        var framing = Status == 204 ? "" : Framing switch { 0 => $"Content-Length: {Body.Length}\r\n", 1 => "Transfer-Encoding: chunked\r\n", _ => "Connection: close\r\n" };
        var head = $"HTTP/1.1 {Status} {Reason}\r\n{fields}{framing}";
        var body = Status is 204 or 304 ? "" : Framing == 1 ? Exchange.Chunks(Body) : Body;
        return Fault switch
        {
            Fault.Folded => $"{head}X-F: a\r\n b\r\n\r\n{body}",
            Fault.TwoEqualLengths => $"{head}Content-Length: {Body.Length}\r\n\r\n{body}",
            Fault.TwoLengths => $"{head}Content-Length: {Body.Length + 1}\r\n\r\n{body}",
            Fault.LengthAndChunks => $"{head}Content-Length: 3\r\n\r\n{body}",
            Fault.CodingBefore => $"{head.Replace("chunked", "gzip, chunked", StringComparison.Ordinal)}\r\n{body}",
            Fault.OldChunks => $"{head.Replace("HTTP/1.1", "HTTP/1.0", StringComparison.Ordinal)}\r\n{body}",
            Fault.ShortStatus => $"{head.Replace($" {Status} ", " 099 ", StringComparison.Ordinal)}\r\n{body}",
            Fault.ControlCharacter => $"{head}X-F: a\x01\r\n\r\n{body}",
            Fault.NoColon => $"{head}nothing\r\n\r\n{body}",
            Fault.Garbage => $"\r\n{head}\r\n{body}",
            Fault.LineFeedInChunks => $"{head}\r\n{ReplaceFirst(body, "\r\n", "\n")}",
            Fault.BadChunkSize => $"{head}\r\nx{body}",
            Fault.CutOff => $"{head}\r\n{body}"[..^Math.Max(1, body.Length / 2)],
            _ => $"{head}\r\n{body}",
        };
    }

    // Each fault needs a framing that it can be a fault of.
    private static int? Suits(Fault fault) => fault switch
    {
        Fault.TwoEqualLengths or Fault.TwoLengths => 0,
        Fault.LengthAndChunks or Fault.CodingBefore or Fault.OldChunks or Fault.LineFeedInChunks or Fault.BadChunkSize => 1,
        Fault.CutOff => 0,
        _ => null,
    };

    private static string ReplaceFirst(string text, string what, string with) =>
        text.IndexOf(what, StringComparison.Ordinal) is >= 0 and var at ? text[..at] + with + text[(at + what.Length)..] : text;
}
