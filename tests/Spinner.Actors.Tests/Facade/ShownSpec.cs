using System.Text.Json;

namespace Spinner.Actors.Tests.Facade;

/// <summary>What people see of a child where a program shows it as it is: as JSON, or as text.</summary>
public class ShownSpec
{
    private static readonly ChildInfo Info = new("web")
    {
        State = ChildState.Started,
        Endpoint = new TcpEndpoint("127.0.0.1", 20001),
        Since = DateTimeOffset.UnixEpoch,
        LastFault = new ChildFault(SpinnerError.CrashLoop, "crashed twice", null),
        Options = new ChildOptions
        {
            Name = "web", Command = "node", Args = ["web.js", "8080"], Environment = new Dictionary<string, string> { ["TOKEN"] = "secret" },
            Kind = ChildKind.Server, Endpoint = EndpointSpec.Tcp, Ready = Readiness.Http("/health"), StopSignal = StopSignal.Interrupt,
            Monitor = MonitorTarget.None, Stdout = OutputTarget.Log, Stderr = OutputTarget.File("/var/log/web"), IdleTime = TimeSpan.FromMinutes(5),
            Restart = RestartPolicy.OnFailure, Reload = ReloadMode.Overlap,
        },
    };

    [Fact]
    public void Json_has_words_for_what_is_no_number_and_of_an_environment_the_names()
    {
        var json = JsonSerializer.SerializeToElement(Info, JsonSerializerOptions.Web);
        var options = json.GetProperty("options");

        Assert.Equal(("Started", "127.0.0.1:20001", "CrashLoop"), (Text(json, "state"), Text(json, "endpoint"), Text(json.GetProperty("lastFault"), "reason")));
        Assert.Equal("""["TOKEN"]""", options.GetProperty("environment").GetRawText());
        Assert.Equal(
            ["Server", "tcp", "GET /health 200-399", "SIGINT", "off", "log", "/var/log/web", "00:05:00", "OnFailure", "Overlap"],
            from name in "kind endpoint ready stopSignal monitor stdout stderr idleTime restart reload".Split(' ') select Text(options, name));
        Assert.DoesNotContain("secret", json.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_has_what_is_in_lists_and_of_an_environment_the_names()
    {
        var text = Info.ToString();

        Assert.Contains("Args = [web.js, 8080], ", text, StringComparison.Ordinal);
        Assert.Contains("Environment = {TOKEN}, ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "environment": { "A": "b" } }""")]
    [InlineData("""{ "environment": ["A"] }""")]
    [InlineData("""{ "endpoint": "tcp" }""")]
    public void What_is_only_shown_is_not_read_in_silence(string json) =>
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<ChildOptions>(json, JsonSerializerOptions.Web));

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
