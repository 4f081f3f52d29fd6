using Spinner.Actors.Configuration;

namespace Spinner.Actors.Tests.Configuration;

/// <summary>Which lines get an exec, so that the child is the program and no shell around it.</summary>
public class ShellLineSpec
{
    [Theory]
    [InlineData("npm start", "exec npm start")]
    [InlineData("  npm start ", "  exec npm start ")]
    [InlineData("./run.sh", "exec ./run.sh")]
    [InlineData("cd app && npm start", "cd app && exec npm start")]
    [InlineData("cd app&&npm start", "cd app&&exec npm start")]
    [InlineData("a && b && c -x", "a && b && exec c -x")]
    [InlineData("python3 -c \"import x; x.y()\"", "exec python3 -c \"import x; x.y()\"")]
    [InlineData("echo 'a && b' \"c \\\" ; d\"", "exec echo 'a && b' \"c \\\" ; d\"")]
    [InlineData("app --port ${PORT} > /tmp/log 2>> \"$LOG\"", "exec app --port ${PORT} > /tmp/log 2>> \"$LOG\"")]
    [InlineData("app a\\;b", "exec app a\\;b")]
    public void A_plain_command_gets_it(string line, string with) => Assert.Equal(with, ShellLine.WithExec(line));

    [Theory]
    [InlineData("")]
    [InlineData("exec npm start")]
    [InlineData("cd app && exec npm start")]
    [InlineData("cd app")]
    [InlineData("exit 3")]
    [InlineData("A=1 app")]
    [InlineData("$APP -x")]
    [InlineData("\"my app\" -x")]
    [InlineData("a; b")]
    [InlineData("a | b")]
    [InlineData("a || b")]
    [InlineData("a & b")]
    [InlineData("a &")]
    [InlineData("(a)")]
    [InlineData("{ a; }")]
    [InlineData("a $(b)")]
    [InlineData("if a; then b; fi")]
    [InlineData("a\nb")]
    [InlineData("a # b")]
    [InlineData("a &&")]
    [InlineData("a 'b")]
    [InlineData("a ${b")]
    [InlineData("! a")]
    public void Any_other_line_stays_as_it_is(string line) => Assert.Equal(line, ShellLine.WithExec(line));
}
