using Spinner.Actors;

namespace Spinner.Processes.Tests.Engine;

public sealed class CommandLookupSpec : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Without_PATH_the_usual_places_are_searched() =>
        Assert.EndsWith("/sh", CommandLookup.Resolve(Plan("sh")), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_may_not_be_executed_does_not_end_the_search()
    {
        var (first, second) = (Make("one", "tool", executable: false), Make("two", "tool", executable: true));
        Assert.Equal(second, CommandLookup.Resolve(Plan("tool", $"{_directory.PathOf("one")}:{_directory.PathOf("two")}")));
        var refused = Assert.Throws<SpawnException>(() => CommandLookup.Resolve(Plan("tool", _directory.PathOf("one"))));
        Assert.Equal(SpawnFailure.PermissionDenied, refused.Failure);
        Assert.Contains(first, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one", "tool")]
    [InlineData("", "one/tool")]
    [InlineData("", "./one/tool")]
    public void Relative_means_relative_to_the_working_directory(string path, string command)
    {
        var file = Make("one", "tool", executable: true);
        Assert.Equal(file, CommandLookup.Resolve(Plan(command, path) with { WorkingDirectory = _directory.Path }));
    }

    [Fact]
    public void An_empty_command_is_not_found() =>
        Assert.Equal(SpawnFailure.CommandNotFound, Assert.Throws<SpawnException>(() => CommandLookup.Resolve(Plan(""))).Failure);

    private static LaunchPlan Plan(string command, string? path = null) => new()
    {
        Name = "tool",
        Command = command,
        Environment = path is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["PATH"] = path },
        Endpoint = new TcpEndpoint("127.0.0.1", 1),
    };

    private string Make(string directory, string name, bool executable)
    {
        Directory.CreateDirectory(_directory.PathOf(directory));
        var file = _directory.PathOf(directory, name);
        File.WriteAllText(file, "#!/bin/sh\n");
        File.SetUnixFileMode(file, executable ? UnixFileMode.UserRead | UnixFileMode.UserExecute : UnixFileMode.UserRead);
        return file;
    }
}
