namespace Spinner.Actors.Tests.Configuration;

/// <summary>Only text that reaches the child unchanged.</summary>
public class OptionTextSpec
{
    private static readonly ChildOptions Good = new() { Name = "web", Command = "app" };

    private static readonly Dictionary<string, Func<string, ChildOptions>> Texts = new()
    {
        [nameof(ChildOptions.Name)] = t => Good with { Name = t },
        [nameof(ChildOptions.Command)] = t => Good with { Command = t },
        [nameof(ChildOptions.Script)] = t => Good with { Script = t },
        [nameof(ChildOptions.WorkingDirectory)] = t => Good with { WorkingDirectory = t },
        [nameof(ChildOptions.Monitor)] = t => Good with { Monitor = MonitorTarget.Path(t) },
        [nameof(ChildOptions.Stdout)] = t => Good with { Stdout = OutputTarget.File(t) },
        [nameof(ChildOptions.Stderr)] = t => Good with { Stderr = OutputTarget.File(t) },
        [nameof(ChildOptions.Environment)] = t => Good with { Environment = new Dictionary<string, string> { [t] = "value" } },
    };

    public static TheoryData<string> Options => [.. Texts.Keys];

    [Theory]
    [MemberData(nameof(Options))]
    public void Is_not_empty_and_has_no_NUL_and_no_half_of_a_character(string option)
    {
        var with = Texts[option];

        Assert.Empty(Reading.Errors(with("grüße 🙂")));
        Assert.Equal([option], Reading.Wrong(with("")));
        Assert.Equal([option], Reading.Wrong(with("a\0b")));
        Assert.Equal([option], Reading.Wrong(with("a\ud83d")));
        Assert.Equal([option], Reading.Wrong(with("\ude42a")));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("a b\n", true)]
    [InlineData("a\0", false)]
    public void An_argument_may_be_empty(string argument, bool right) =>
        Assert.Equal(right ? [] : ["Args[1]"], Reading.Wrong(Good with { Args = ["fine", argument] }));

    [Fact]
    public void Half_of_a_character_is_no_argument() => Assert.Equal(["Args[0]"], Reading.Wrong(Good with { Args = ["\ud83d"] }));

    [Theory]
    [InlineData("A=B")]
    [InlineData("=")]
    public void A_variable_has_no_equals_sign_in_its_name(string name) =>
        Assert.Equal(["Environment"], Reading.Wrong(Good with { Environment = new Dictionary<string, string> { [name] = "" } }));

    [Fact]
    public void A_bad_value_of_a_variable_is_not_shown_for_it_may_be_a_secret()
    {
        var error = Assert.Single(Reading.Errors(Good with { Environment = new Dictionary<string, string> { ["KEY"] = "s3cret\0" } }));

        Assert.Equal("Environment[\"KEY\"]", error.Option);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/tmp/web.sock", true)]
    [InlineData("tmp/web.sock", false)]
    [InlineData("8080", false)]
    [InlineData("", false)]
    [InlineData("/tmp/a\0b", false)]
    public void A_fixed_socket_path_is_absolute(string path, bool right) =>
        Assert.Equal(right ? [] : ["Endpoint"], Reading.Wrong(Good with { Endpoint = EndpointSpec.Path(path) }));

    [Theory]
    [InlineData(106, 'a', true)]
    [InlineData(107, 'a', false)]
    [InlineData(53, 'ü', true)]
    [InlineData(54, 'ü', false)]
    public void A_fixed_socket_path_fits_into_107_bytes(int characters, char of, bool right) =>
        Assert.Equal(right ? [] : ["Endpoint"], Reading.Wrong(Good with { Endpoint = EndpointSpec.Path("/" + new string(of, characters)) }));

    [Fact]
    public void A_pipe_is_for_Windows()
    {
        var errors = Reading.Errors(Good with { Endpoint = EndpointSpec.Pipe });

        if (OperatingSystem.IsWindows()) Assert.Empty(errors);
        else Assert.Equal("tcp, unix, none, a port number or the absolute path of a socket; pipe only on Windows", Assert.Single(errors).Allowed);
    }
}
