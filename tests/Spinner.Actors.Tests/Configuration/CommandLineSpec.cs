namespace Spinner.Actors.Tests.Configuration;

/// <summary>What is spawned, for every way to ask for it.</summary>
public class CommandLineSpec
{
    private const string Extensions = ".cjs, .cs, .dll, .js, .mjs, .py, .rb, .sh";

    [Theory]
    [InlineData("app.js", "node app.js -c x")]
    [InlineData("app.mjs", "node app.mjs -c x")]
    [InlineData("app.cjs", "node app.cjs -c x")]
    [InlineData("bin/APP.JS", "node bin/APP.JS -c x")]
    [InlineData("./app.py", "python3 ./app.py -c x")]
    [InlineData("app.rb", "ruby app.rb -c x")]
    [InlineData("app.sh", "sh app.sh -c x")]
    [InlineData("app.dll", "dotnet app.dll -c x")]
    [InlineData("app.cs", "dotnet run --no-launch-profile --file=app.cs -- -c x")]
    public void A_script_is_run_by_the_runner_of_its_extension(string script, string line) =>
        Assert.Equal(line, Line(new ChildOptions { Script = script, Args = ["-c", "x"] }));

    [Theory]
    [InlineData("app.js -c x", "node app.js -c x")]
    [InlineData("--inspect app.js lib.py", "node --inspect app.js lib.py")]
    [InlineData("-c Release app.cs -c x", "dotnet run --no-launch-profile -c Release --file=app.cs -- -c x")]
    public void Without_command_and_script_the_first_argument_with_a_runner_is_the_script(string args, string line) =>
        Assert.Equal(line, Line(new ChildOptions { Name = "web", Args = args.Split(' ') }));

    [Fact]
    public void A_command_takes_its_arguments_as_they_are()
    {
        Assert.Equal("app", Line(new ChildOptions { Name = "web", Command = "app" }));
        Assert.Equal("app x.js", Line(new ChildOptions { Name = "web", Command = "app", Args = ["x.js"] }));
        Assert.Equal("deno --x", Line(new ChildOptions { Command = "deno", Script = "app.js", Args = ["--x"] }));
    }

    [Fact]
    public void With_a_command_the_arguments_default_to_the_script()
    {
        Assert.Equal("deno app.js", Line(new ChildOptions { Command = "deno", Script = "app.js" }));
        Assert.Equal("awk app.awk", Line(new ChildOptions { Command = "awk", Script = "app.awk" }));
        Assert.Equal("awk", Line(new ChildOptions { Command = "awk", Script = "app.awk", Args = [] }));
    }

    [Fact]
    public void The_runners_of_a_spinner_are_over_the_built_in_ones()
    {
        var spinner = new SpinnerOptions
        {
            Runners = new Dictionary<string, IReadOnlyList<string>>
            {
                ["js"] = ["deno", "run", "-A"],
                ["lua"] = ["lua", "-e", "dofile('${SCRIPT}')", "--"],
            },
        };

        Assert.Equal("deno run -A app.js", Line(new ChildOptions { Script = "app.js" }, spinner));
        Assert.Equal("lua -e dofile('app.lua') --", Line(new ChildOptions { Script = "app.lua" }, spinner));
        Assert.Equal("python3 app.py", Line(new ChildOptions { Script = "app.py" }, spinner));
    }

    [Fact]
    public void A_command_of_the_spinner_is_the_runner_of_every_script()
    {
        var spinner = new SpinnerOptions { Defaults = new ChildOptions { Command = "/opt/node" } };

        Assert.Equal("/opt/node app.js", Line(new ChildOptions { Script = "app.js" }, spinner));
    }

    [Theory]
    [InlineData("app")]
    [InlineData("app.awk")]
    [InlineData("app.js/")]
    [InlineData(".")]
    public void A_script_without_a_runner_needs_a_command(string script)
    {
        var error = Assert.Single(Reading.Errors(new ChildOptions { Script = script }));

        Assert.Equal($"Script is \"{script}\"; allowed: a file ending in {Extensions}; any other needs a command", error.ToString());
    }

    [Fact]
    public void Nothing_to_run_is_told_with_the_extensions_that_have_a_runner()
    {
        var error = Assert.Single(Reading.Errors(new ChildOptions { Name = "web", Args = ["-x", "app.awk"] }));

        Assert.Equal($"Command is not given; allowed: a program, or a script, or one of the arguments, ending in {Extensions}", error.ToString());
    }

    [Fact]
    public void A_name_is_not_guessed_from_arguments() => Assert.Equal(["Name"], Reading.Wrong(new ChildOptions { Args = ["app.js"] }));

    private static string Line(ChildOptions options, SpinnerOptions? spinner = null)
    {
        var spec = Reading.Spec(options, spinner);
        return string.Join(' ', spec.Args.Prepend(spec.Command));
    }
}
