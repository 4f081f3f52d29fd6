using CsCheck;

namespace Spinner.FrontDoor.Tests.Properties;

/// <summary>A request and what the child answers, both in pieces.</summary>
/// <param name="Method">Any method.</param>
/// <param name="Target">Visible characters.</param>
/// <param name="Fields">Names that are the client's to choose.</param>
/// <param name="Body">Null: none.</param>
/// <param name="IsChunked">The body comes in chunks.</param>
/// <param name="Answer">What the child says.</param>
/// <param name="Cuts">Where both messages are cut, in thousandths.</param>
public sealed record Exchange(string Method, string Target, (string Name, string Value)[] Fields, string? Body, bool IsChunked, Answer Answer, int[] Cuts)
{
    private static readonly string[] Odd = [.. "|^`{}\"<>!$&'()*+,;=:@/?-._~aZ09".Select(c => c.ToString()), "%41", "%2f", "%C3%A9", "%ff", "%25"];

    private static readonly string[] Names = ["Accept", "X-A", "x-b", "Cookie", "Content-Type", "If-None-Match", "X_Under", "Origin", "Range", "Authorization"];

    /// <summary>A value of a header: Latin 1, without white space around it.</summary>
    public static Gen<string> Text { get; } = Gen.OneOf(Gen.Char[' ', '~'], Gen.Char['\x80', '\xff']).Array[0, 12].Select(c => new string(c).Trim(' ').Replace(",", ";", StringComparison.Ordinal));

    public static Gen<Exchange> Any { get; } =
        from method in OneOf("GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "PURGE")
        from target in Gen.Int[0, Odd.Length - 1].Array[0, 20].Select(at => "/" + string.Concat(at.Select(i => Odd[i])))
        from fields in Gen.Select(Gen.Int[0, Names.Length - 1], Text).Array[0, 6].Select(all => all.Select(f => (Name: Names[f.Item1], Value: f.Item2)).DistinctBy(f => f.Name).ToArray())
        from body in Gen.Select(Gen.Int[0, 3], Gen.Char['a', 'z'].Array[0, 200]).Select(b => b.Item1 == 0 ? new string(b.Item2) : null)
        from chunked in Gen.Bool
        from answer in Answer.Any
        from cuts in Gen.Int[0, 999].Array[0, 6]
        select new Exchange(method, target, fields, method is "GET" or "HEAD" or "OPTIONS" ? null : body ?? (method is "DELETE" or "PURGE" ? null : ""), chunked, answer, cuts);

    public string ToRequest(string host)
    {
        var framing = Body is null ? "" : IsChunked ? "Transfer-Encoding: chunked\r\n" : $"Content-Length: {Body.Length}\r\n";
        var fields = Fields.Where(f => Body is { Length: > 0 } || f.Name != "Content-Type");
        var body = Body is null ? "" : IsChunked ? Chunks(Body) : Body;
        return $"{Method} {Target} HTTP/1.1\r\nHost: {host}\r\n{string.Concat(fields.Select(f => $"{f.Name}: {f.Value}\r\n"))}{framing}\r\n{body}";
    }

    public static Gen<T> OneOf<T>(params T[] some) => Gen.Int[0, some.Length - 1].Select(i => some[i]);

    /// <summary>A message in its pieces.</summary>
    public IEnumerable<string> Pieces(string message)
    {
        var from = 0;
        foreach (var cut in Cuts.Select(c => c * message.Length / 1000).Order())
        {
            if (cut > from) yield return message[from..cut];
            from = Math.Max(from, cut);
        }

        yield return message[from..];
    }

    public static string Chunks(string body) => string.Concat(body.Chunk(7).Select(c => $"{c.Length:x}\r\n{new string(c)}\r\n")) + "0\r\n\r\n";
}
