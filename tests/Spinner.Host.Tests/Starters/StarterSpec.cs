using Spinner.Actors;
using Spinner.Host.Settings;
using Spinner.Host.Starters;

namespace Spinner.Host.Tests.Starters;

/// <summary>What a first file of children proposes for a directory. Whatever it is, it is right.</summary>
public sealed class StarterSpec : IDisposable
{
    private readonly TempDirectory _directory = new();

    [Fact]
    public void An_empty_directory_gets_examples_in_comments()
    {
        Assert.Empty(Propose(out var text).Spinner.Children);
        Assert.Contains("# web { run = \"node server.js\" }", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("package-lock.json", """{"scripts":{"start":"node .","dev":"vite"}}""", "npm run dev")]
    [InlineData("yarn.lock", """{"scripts":{"start":"node ."}}""", "yarn run start")]
    [InlineData("pnpm-lock.yaml", """{"scripts":{"dev":"next dev","build":"next build"}}""", "pnpm run dev")]
    [InlineData("bun.lock", """{"name":"x","scripts":{"dev":"bun ."}}""", "bun run dev")]
    public void A_package_is_run_by_its_script(string file, string package, string run)
    {
        Make(file, "");
        Make("package.json", package);
        Assert.Equal(run, Assert.Single(Propose(out _).Spinner.Children).Run);
    }

    [Theory]
    [InlineData("""{"scripts":{"test":"jest"}}""")]
    [InlineData("""{"scripts":{"dev":{}}}""")]
    [InlineData("[]")]
    public void A_package_that_says_nothing_of_it_is_none(string package)
    {
        Make("package.json", package);
        Assert.Empty(Propose(out _).Spinner.Children);
    }

    [Fact]
    public void Programs_in_C_sharp_are_servers_or_workers_and_libraries_and_tests_are_none()
    {
        Make("api/Api.csproj", """<Project Sdk="Microsoft.NET.Sdk.Web"></Project>""");
        Make("jobs/Jobs.csproj", """<Project Sdk="Microsoft.NET.Sdk.Worker"></Project>""");
        Make("lib/Lib.csproj", """<Project Sdk="Microsoft.NET.Sdk"></Project>""");
        Make("specs/Specs.csproj", """
            <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>
            <ItemGroup><PackageReference Include="Microsoft.NET.Test.Sdk" /></ItemGroup></Project>
            """);

        var (api, jobs) = Two(Propose(out _));

        Assert.Equal(("Api", "dotnet", "api"), (api.Name, api.Command, api.WorkingDirectory));
        Assert.Equal(["run", "--no-launch-profile", "--project", "Api.csproj"], api.Args!);
        Assert.Equal("http://127.0.0.1:${PORT}", api.Environment!["ASPNETCORE_URLS"]);
        Assert.Equal(("Jobs", ChildKind.Worker), (jobs.Name, jobs.Kind));
    }

    [Fact]
    public void Django_is_run_by_its_own_python_where_it_has_one()
    {
        Make("one/manage.py", "");
        Make("two/manage.py", "");
        Make("two/.venv/bin/python", "");
        Make("two/.env", "A=1");

        var (one, two) = Two(Propose(out _));

        Assert.Equal(("one", "python3"), (one.Name, one.Command));
        Assert.Equal(["manage.py", "runserver", "--noreload", "127.0.0.1:${PORT}"], one.Args!);
        Assert.Equal(("two", "./.venv/bin/python", "1"), (two.Name, two.Command, two.Environment!["A"]));
    }

    [Fact]
    public void A_Procfile_is_all_there_is_of_its_directory()
    {
        Make("package.json", """{"scripts":{"dev":"x"}}""");
        Make("Procfile", "# the site\nweb: node . --port $PORT\nworker: node worker.js\n");

        var (web, worker) = Two(Propose(out var text));

        Assert.Equal(("web", "node . --port $PORT", null), (web.Name, web.Run, web.Kind));
        Assert.Equal(("worker", ChildKind.Worker), (worker.Name, worker.Kind));
        Assert.Contains("# the site", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_read_is_a_remark_and_costs_the_others_nothing()
    {
        Make("a/package.json", "{");
        Make("b/B.csproj", "<Project");
        Make("c/Procfile", "nothing of the kind");
        Make("d/X.csproj", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>");
        Make("node_modules/x/package.json", """{"scripts":{"dev":"x"}}""");
        Make(".hidden/package.json", """{"scripts":{"dev":"x"}}""");
        Make("ok #1 \"'\n/package.json", """{"scripts":{"dev":"x"}}""");

        Assert.Equal("ok #1 \"'\n", Assert.Single(Propose(out var text).Spinner.Children).Name);

        foreach (var remark in (string[])["a/package.json is no JSON", "b/B.csproj is no XML", "c/Procfile is no Procfile", "d/X.csproj is no XML"])
            Assert.Contains(remark, text, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task It_is_written_once_and_never_over_what_is_there()
    {
        Make("package.json", """{"scripts":{"dev":"x"}}""");

        var (code, output, _) = await InitAsync();

        Assert.Equal((0, true), (code, output.Contains("spinner.conf: 1 child", StringComparison.Ordinal)));
        var path = _directory.PathOf("spinner.conf");
        Assert.True(ChildrenFile.TryRead(path, out var file, out var errors), string.Join("; ", errors));
        Assert.Equal(["8080"], file.Door!.Listen!);
        await File.WriteAllTextAsync(path, "mine");
        var again = await InitAsync();
        Assert.Equal((1, "mine"), (again.Code, await File.ReadAllTextAsync(path)));
        Assert.Contains("spinner.conf: it is there already", again.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private async Task<(int Code, string Out, string Error)> InitAsync()
    {
        using var init = SpinnerProcess.Start(
            new Dictionary<string, string>(), "sh", ["-c", "cd \"$1\" && shift && exec \"$@\"", "sh", _directory.PathOf(), .. SpinnerProcess.Words, "init"]);
        return (await init.EndAsync(), init.Out, init.Error);
    }

    private void Make(string name, string text)
    {
        var path = _directory.PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private ChildrenFile Propose(out string text)
    {
        text = Starter.Of(_directory.PathOf()).ToString();
        var path = _directory.PathOf("proposed.conf");
        File.WriteAllText(path, text);
        Assert.True(ChildrenFile.TryRead(path, out var file, out var errors), string.Join("; ", errors) + text);
        return file;
    }

    private static (ChildOptions, ChildOptions) Two(ChildrenFile file)
    {
        Assert.Equal(2, file.Spinner.Children.Count);
        return (file.Spinner.Children[0], file.Spinner.Children[1]);
    }
}
