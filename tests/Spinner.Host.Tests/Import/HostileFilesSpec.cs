using System.Text;
using Spinner.Host.Import;

namespace Spinner.Host.Tests.Import;

/// <summary>Files that are broken, endless, deep, or grow when they are read: each is refused with a reason, soon.</summary>
public sealed class HostileFilesSpec : IDisposable
{
    private readonly TempDirectory _directory = new();

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("Procfile", "web", "line 1: allowed is a line such as web: npm start")]
    [InlineData("Procfile", "# nothing", "there is no process in it")]
    [InlineData("Procfile", "", "there is no process in it")]
    [InlineData("ecosystem.config.json", "{", "line 1: not JSON")]
    [InlineData("ecosystem.config.json", "{ \"apps\": [1] }", "an app is no map of keys")]
    [InlineData("ecosystem.config.json", "{ \"apps\": [{ \"name\": \"a\" }] }", "an app has no script")]
    [InlineData("ecosystem.config.json", "{ \"apps\": [] }", "there is no process in it")]
    [InlineData("ecosystem.config.json", "[]", "there is no process in it")]
    [InlineData("ecosystem.config.json", "{}", "there are neither apps, processes nor models in it")]
    [InlineData("ecosystem.config.json", "{ \"apps\": [{ \"script\": \"a\", \"args\": \"'\" }] }", "a quote does not end")]
    [InlineData("supervisord.conf", "command=x", "line 1: a key stands before the first [section]")]
    [InlineData("supervisord.conf", "[program:a]\nnonsense", "line 2: allowed is a line such as key = value")]
    [InlineData("supervisord.conf", "[program:a]\nautostart=true", "line 1: the program a has no command")]
    [InlineData("supervisord.conf", "[program:a]\ncommand=", "a command is empty")]
    [InlineData("process-compose.yaml", "processes:\n\tweb: 1", "not YAML: ")]
    [InlineData("process-compose.yaml", "processes:\n  web: 1", "the process web is no map of keys")]
    [InlineData("process-compose.yaml", "processes: { web: {} }", "the process web has no command")]
    [InlineData("process-compose.yaml", "processes: { web: *nobody }", "nobody")]
    [InlineData("config.yaml", "models: { a: {} }", "the model a has no cmd")]
    [InlineData("config.yaml", "models: { a: { cmd: '' } }", "the model a has an empty cmd")]
    [InlineData("config.yaml", "- 1", "an app is no map of keys")]
    [InlineData("notes.txt", "web: x", "allowed: a Procfile, an ecosystem file of pm2")]
    public async Task What_is_wrong_is_told(string name, string text, string told) =>
        Assert.Contains(told, await WrongAsync(_directory.Make(name, text)), StringComparison.Ordinal);

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("deep.yaml", "[", 300_000, "levels deep")]
    [InlineData("deep.json", "[", 300_000, "deeper than 64 levels")]
    [InlineData("deep.yaml", "- ", 300_000, "levels deep")]
    public async Task Depth_has_a_bound(string name, string level, int levels, string told) =>
        Assert.Contains(told, await WrongAsync(_directory.Make(name, string.Concat(Enumerable.Repeat(level, levels)))), StringComparison.Ordinal);

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Aliases_of_aliases_are_counted_with_what_they_stand_for()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 20; i++) bomb.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");

        Assert.Contains("more than 200000 values", await WrongAsync(_directory.Make("bomb.yaml", bomb.ToString())), StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Macros_that_use_themselves_stay_as_they_are()
    {
        var path = _directory.Make("config.yaml", "macros: { a: '${a}${a}' }\nmodels: { m: { cmd: 'run ${a}' } }");

        Assert.Contains("run", (await ForeignFile.ReadAsync(path, "node", CancellationToken.None)).ToString(), StringComparison.Ordinal);
    }

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("big.yaml")]
    [InlineData("Procfile")]
    [InlineData("big.json")]
    [InlineData("big.conf")]
    [InlineData("big.js")]
    public async Task A_gigabyte_is_not_read(string name)
    {
        var path = _directory.PathOf(name);
        await using (var file = File.Create(path)) file.SetLength(1 << 30);

        Assert.Contains("has more than", await WrongAsync(path), StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task What_includes_itself_is_read_once_more_at_most()
    {
        var path = _directory.Make("supervisord.conf", "[program:web]\ncommand=x\n[include]\nfiles=*.conf supervisord.conf\n");

        Assert.Equal(3, (await ForeignFile.ReadAsync(path, "node", CancellationToken.None)).Count);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task An_included_gigabyte_is_not_read()
    {
        var path = _directory.Make("supervisord.conf", "[program:web]\ncommand=x\n[include]\nfiles=conf.d/*.ini\n");
        await using (var file = File.Create(_directory.Make("conf.d/big.ini"))) file.SetLength(1 << 30);

        Assert.Contains("has more than", await WrongAsync(path), StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_merge_of_merges_and_an_anchor_that_holds_itself_end()
    {
        var merges = new StringBuilder("a0: &a0 { k0: v }\n");
        for (var i = 1; i < 40; i++) merges.Append($"a{i}: &a{i} {{ <<: [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}], k{i}: v }}\n");

        Assert.Contains("more than 200000 values", await WrongAsync(_directory.Make("merges.yaml", merges.ToString())), StringComparison.Ordinal);
        Assert.Contains("stands for nothing", await WrongAsync(_directory.Make("self.yaml", "processes: &a { web: *a }")), StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task JavaScript_without_node_is_told_with_a_way_out()
    {
        var path = _directory.Make("ecosystem.config.js", "module.exports = {}");

        var wrong = await Assert.ThrowsAsync<ImportException>(() => ForeignFile.ReadAsync(path, _directory.PathOf("no-node"), CancellationToken.None));

        Assert.Contains("there is no", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("JSON.stringify(require(\"./ecosystem.config.js\"))", wrong.Message, StringComparison.Ordinal);
    }

    [ProgramTheory("node", Timeout = RealProgram.Limit)]
    [InlineData("ecosystem.config.js", "module.exports = { apps: [{ script: 'a.js', env: { HOME2: process.env.HOME } }] }", "script = \"a.js\"")]
    [InlineData("ecosystem.config.cjs", "console.error('x'); module.exports = [{ script: 'a.js' }]", "script = \"a.js\"")]
    [InlineData("ecosystem.config.mjs", "export default { apps: [{ script: 'a.js' }] }", "script = \"a.js\"")]
    public async Task JavaScript_is_evaluated(string name, string text, string told)
    {
        var imported = await ForeignFile.ReadAsync(_directory.Make(name, text), "node", CancellationToken.None);

        Assert.Contains(told, imported.ToString(), StringComparison.Ordinal);
    }

    [ProgramTheory("node", Timeout = RealProgram.Limit)]
    [InlineData("throw new Error('no database')", "node could not evaluate it: Error: no database")]
    [InlineData("process.exit(3)", "node could not evaluate it")]
    [InlineData("module.exports = 'x'.repeat(5 * 1024 * 1024)", "it exports more than")]
    public async Task JavaScript_that_fails_is_told(string text, string told) =>
        Assert.Contains(told, await WrongAsync(_directory.Make("ecosystem.config.js", text)), StringComparison.Ordinal);

    [ProgramFact("node", Timeout = RealProgram.Limit)]
    public async Task JavaScript_that_does_not_end_ends_with_who_asked()
    {
        var path = _directory.Make("ecosystem.config.js", "require('fs').writeFileSync(__dirname + '/pid', '' + process.pid); while (true) { }");
        using var end = new CancellationTokenSource();
        var reading = ForeignFile.ReadAsync(path, "node", end.Token);
        var noted = _directory.PathOf("pid");
        await Eventually.HoldsAsync(() => File.Exists(noted) && File.ReadAllText(noted).Length > 0, "it runs");

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await DaemonRun.GoneAsync(int.Parse(await File.ReadAllTextAsync(noted), System.Globalization.CultureInfo.InvariantCulture));
    }

    public void Dispose() => _directory.Dispose();

    private static async Task<string> WrongAsync(string path)
    {
        var wrong = await Record.ExceptionAsync(() => ForeignFile.ReadAsync(path, "node", CancellationToken.None));
        Assert.True(wrong is ImportException or IOException, wrong?.ToString() ?? "nothing was wrong");
        return wrong!.Message;
    }
}
