using System.Text;
using CsCheck;

namespace Spinner.Actors.Remote.Tests.Wire;

/// <summary>Whatever bytes come: a message of ours, or a refusal by name. Nothing else, and nothing half read.</summary>
public class HostileBytesSpec
{
    private static readonly long Cases = StressRun.IsOn ? 100_000 : 10_000;

    private static readonly WireCatalogue[] Catalogues = [WireCatalogue.Envelopes, WireCatalogue.Questions, WireCatalogue.Answers];

    private static readonly (WireCatalogue Catalogue, string Manifest, byte[] Bytes)[] Golden =
    [
        .. Samples.Envelopes.Select(s => Written(WireCatalogue.Envelopes, s)),
        .. Samples.Questions.Select(s => Written(WireCatalogue.Questions, s)),
        .. Samples.Answers.Select(s => Written(WireCatalogue.Answers, s)),
    ];

    [Fact]
    public void Any_bytes_are_refused_by_name() =>
        Gen.Select(AnyOf(Golden), Gen.Byte.Array[0, 300]).Sample((golden, bytes) => Read(golden.Catalogue, golden.Manifest, bytes), iter: Cases);

    [Fact]
    public void A_message_that_was_tampered_with_is_read_or_refused_by_name() =>
        Gen.Select(AnyOf(Golden), Gen.Int[0, 5000], Gen.Int[0, 8], Gen.Byte.Array[0, 8]).Sample(
            (golden, at, cut, put) =>
            {
                var start = at % (golden.Bytes.Length + 1);
                var end = Math.Min(golden.Bytes.Length, start + cut);
                Read(golden.Catalogue, golden.Manifest, [.. golden.Bytes[..start], .. put, .. golden.Bytes[end..]]);
            },
            iter: Cases);

    [Fact]
    public void Any_manifest_is_known_or_refused_by_name() =>
        Gen.Select(AnyOf(Catalogues), Gen.String).Sample(
            (catalogue, manifest) =>
            {
                var refused = Assert.Throws<WireException>(() => (object)catalogue.Read(manifest, "{}"u8));
                Assert.Contains("Unknown", refused.Message, StringComparison.Ordinal);
            },
            iter: Cases);

    [Fact]
    public void A_refusal_of_a_manifest_names_it_and_the_known_ones()
    {
        var refused = Assert.Throws<WireException>(() => WireCatalogue.Envelopes.Read("hello-2", "{}"u8));
        Assert.StartsWith("Unknown message \"hello-2\"; known: hello-1,", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("start-1", "{}")]
    [InlineData("start-1", "null")]
    [InlineData("start-1", """{"name":null}""")]
    [InlineData("start-1", """{"name":"web","name":"other"}""")]
    [InlineData("start-1", """{"name":"web","options":{"monitor":"/etc"}}""")]
    [InlineData("start-1", """{"name":"web","options":{"endpoint":"somewhere"}}""")]
    [InlineData("start-1", """{"name":"web","options":{"stdout":"nowhere"}}""")]
    [InlineData("start-1", """{"name":"web","options":{"args":[null]}}""")]
    [InlineData("start-1", """{"name":"web","options":{"environment":{"A":null}}}""")]
    [InlineData("start-1", """{"name":"web","options":{"attempts":1e99}}""")]
    [InlineData("took-1", """{"watch":1}""")]
    public void A_question_that_lacks_or_bends_something_is_refused(string manifest, string json) =>
        Assert.Throws<WireException>(() => WireCatalogue.Questions.Read(manifest, Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("ready-1", """{"name":"web","endpoint":"tcp:example.org:80","pid":1,"launch":1,"alreadyRunning":true,"optionsIgnored":false}""")]
    [InlineData("child-1", """{"name":"web"}""")]
    [InlineData("child-1", """{"name":"web","options":{},"state":"Stopped"}""")]
    [InlineData("events-missed-1", """{"from":1,"to":2}""")]
    [InlineData("rejected-1", """{"name":"web","reason":"Boredom","detail":"","attempts":0,"errorTail":[]}""")]
    public void An_answer_that_lacks_or_bends_something_is_refused(string manifest, string json) =>
        Assert.Throws<WireException>(() => WireCatalogue.Answers.Read(manifest, Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Nested_too_deep_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000);
        Assert.Throws<WireException>(() => WireCatalogue.Questions.Read("ping-1", Encoding.UTF8.GetBytes(deep)));
    }

    [Fact]
    public void What_is_no_message_of_ours_cannot_leave()
    {
        var refused = Assert.Throws<WireException>(() => WireCatalogue.Envelopes.Write(new StartChild("web")));
        Assert.Equal("StartChild is no message of the remote protocol; it cannot leave this process.", refused.Message);
    }

    [Fact]
    public void A_stream_cannot_leave()
    {
        var options = new ChildOptions { Stdout = OutputTarget.Stream(Stream.Null) };
        Assert.Throws<WireException>(() => WireCatalogue.Questions.Write(new Start("web", options)));
    }

    private static Gen<T> AnyOf<T>(T[] some) => Gen.Int[0, some.Length - 1].Select(i => some[i]);

    private static (WireCatalogue Catalogue, string Manifest, byte[] Bytes) Written(WireCatalogue catalogue, object sample) =>
        (catalogue, catalogue.ManifestOf(sample), catalogue.Write(sample));

    private static void Read(WireCatalogue catalogue, string manifest, byte[] bytes)
    {
        try
        {
            // What was read can be written and read again.
            var read = catalogue.Read(manifest, bytes);
            catalogue.Read(manifest, catalogue.Write(read));
        }
        catch (WireException refused)
        {
            Assert.NotEmpty(refused.Message);
        }
    }
}
