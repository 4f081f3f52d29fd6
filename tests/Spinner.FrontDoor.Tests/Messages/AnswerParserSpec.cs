using System.Text;
using Spinner.FrontDoor.Messages;

namespace Spinner.FrontDoor.Tests.Messages;

/// <summary>The reader of answers alone, under bytes that nobody would send, led by what they run through.</summary>
public class AnswerParserSpec
{
    private static readonly int Cases = StressRun.IsOn ? 20_000_000 : 100_000;

    private const int MostBytes = 4096;

    private static readonly byte[][] Seeds =
    [
        .. ((string[])[
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\n\r\n",
            "HTTP/1.0 404 Not Found\r\nConnection: Keep-Alive\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n",
            "HTTP/1.1 304 \r\nETag: \"x\"\r\nContent-Length: 10\r\n\r\n",
            "HTTP/1.1 204\n\n",
            "\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x80",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
        ]).Select(Encoding.ASCII.GetBytes),
    ];

    [Fact]
    public void Whatever_comes_it_says_the_same_however_it_is_cut_and_takes_nothing_malformed()
    {
        var random = new Random(20261129);
        using var coverage = new Coverage();
        List<byte[]> corpus = [.. Seeds];
        foreach (var seed in Seeds) coverage.IsNew(seed, isForHead: false);
        var first = coverage.Branches;
        for (var i = 0; i < Cases; i++)
        {
            var bytes = Mutated(random, corpus[random.Next(corpus.Count)]);
            var isForHead = random.Next(8) == 0;
            // What leads somewhere new is a seed of others.
            var isNew = bytes.Length < MostBytes && coverage.IsNew(bytes, isForHead);
            if (isNew) corpus.Add(bytes);
            AssertSame(bytes, isForHead, isCut: isNew || i % 10 == 0);
        }

        Assert.True(coverage.Branches > first, "no mutation leads anywhere new");
    }

    private static void AssertSame(byte[] bytes, bool isForHead, bool isCut)
    {
        var (whole, cut) = (new AnswerHead(), new AnswerHead());
        var scanned = 0;
        var isAnswer = AnswerParser.TryRead(bytes, ref scanned, isForHead, whole, out var wrong);
        if (isAnswer) AssertStrict(bytes.AsSpan(0, whole.Size).ToArray(), whole);
        if (!isCut) return;
        var (length, seen, early) = (0, 0, (string?)null);
        var isSame = false;
        while (!isSame && early is null && length < bytes.Length)
            isSame = AnswerParser.TryRead(bytes.AsSpan(0, ++length), ref seen, isForHead, cut, out early);
        Assert.Equal((isAnswer, wrong), (isSame, early));
        if (isSame) Assert.Equal((whole.Size, whole.Status, whole.Framing, whole.Length, whole.KeepsAlive), (cut.Size, cut.Status, cut.Framing, cut.Length, cut.KeepsAlive));
    }

    [Fact]
    public void Chunks_are_read_the_same_however_they_are_cut_and_a_lone_line_feed_ends_none()
    {
        var random = new Random(20261129);
        byte[][] seeds = [.. ((string[])["1f\r\n", "0\r\n", "A ; x=\"y\"\r\n", "5;a\r\n", "00000005\r\n"]).Select(Encoding.ASCII.GetBytes)];
        for (var i = 0; i < Cases; i++)
        {
            var bytes = Mutated(random, seeds[random.Next(seeds.Length)]);
            var read = ChunkReader.TryReadSize(bytes, out var size, out var used);
            if (read is true)
            {
                var line = Encoding.Latin1.GetString(bytes, 0, used);
                Assert.Matches(@"\A[0-9A-Fa-f]{1,15}[ \t]*(;[^\x00-\x08\x0a-\x1f\x7f]*)?\r\n\z", line);
                Assert.Equal(Convert.ToInt64(new string([.. line.TakeWhile(char.IsAsciiHexDigit)]), 16), size);
            }

            var (at, part) = (0, (bool?)null);
            while (part is null && at < bytes.Length) part = ChunkReader.TryReadSize(bytes.AsSpan(0, ++at), out _, out _);
            if (read is not null || part is not null) Assert.Equal(read, part);
            _ = ChunkReader.TryReadTrailer(bytes, 100, out _, out _, out _);
            _ = ChunkReader.IsAtEnd(bytes);
        }
    }

    private static void AssertStrict(byte[] head, AnswerHead read)
    {
        var text = Encoding.Latin1.GetString(head);
        Assert.Matches(@"\AHTTP/1\.\d [1-9]\d\d( [\t\x20-\x7e\x80-\xff]*)?\r?\n([!#$%&'*+\-.^_`|~0-9A-Za-z]+[ \t]*:[\t\x20-\x7e\x80-\xff]*\r?\n)*\r?\n\z", text);
        var lines = text.Split('\n').Skip(1).Select(l => l.TrimEnd('\r')).Where(l => l.Length > 0).Select(l => l.Split(':', 2)).ToList();
        Assert.Equal(lines.Select(l => (l[0].TrimEnd(' ', '\t'), l[1].Trim(' ', '\t'))),
            read.Fields.ToArray().Select(f => (Encoding.Latin1.GetString(f.Name.SliceOf(head)), Encoding.Latin1.GetString(f.Value.SliceOf(head)))));
        var lengths = Values("Content-Length");
        var codings = Values("Transfer-Encoding");
        Assert.True(lengths.Count + codings.Count <= 1, text);
        Assert.All(lengths, l => Assert.Matches(@"\A\d+\z", l));
        Assert.All(codings, c => Assert.Equal("chunked", c, ignoreCase: true));

        List<string> Values(string name) => [.. lines.Where(l => l[0].TrimEnd(' ', '\t').Equals(name, StringComparison.OrdinalIgnoreCase)).Select(l => l[1].Trim(' ', '\t'))];
    }

    private static byte[] Mutated(Random random, byte[] seed)
    {
        ReadOnlySpan<byte> special = "\r\n\t :,;=\0\x01\x7f\xff0123456789aA-/"u8;
        var bytes = seed.ToList();
        for (var changes = random.Next(4); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            var one = random.Next(3) > 0 ? special[random.Next(special.Length)] : (byte)random.Next(256);
            switch (random.Next(5))
            {
                case 0: bytes[at] = one; break;
                case 1: bytes.Insert(at, one); break;
                case 2: bytes.RemoveAt(at); break;
                case 3: bytes.InsertRange(at, bytes[at..Math.Min(bytes.Count, at + random.Next(20))]); break;
                default: bytes.RemoveRange(at, random.Next(Math.Min(20, bytes.Count - at))); break;
            }
        }

        return [.. bytes];
    }
}
