using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spinner.Actors.Tests.Hosting;

namespace Spinner.Actors.Tests.Logs;

/// <summary>The way to Serilog that the README shows compiles, and a host made so starts.</summary>
public class ReadmeLoggingSpec
{
    [Fact]
    public async Task It_is_what_the_readme_shows_and_it_works()
    {
        var (usings, rest) = Read("ReadmeLogging.cs").Split("\n\n", 2) is [var head, var body] ? (head, body) : ("", "");
        var method = rest.Split("\n    {\n", 2)[1].Split("    }\n")[0];
        var shown = string.Concat(method.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[8..] + "\n"));
        Assert.Contains($"```csharp\n{usings}\nusing Spinner.Actors;\n\n{shown}```\n", Read("README.Hosting.md"), StringComparison.Ordinal);

        var builder = SpinnerHost.Builder();
        ReadmeLogging.Configure(builder);
        builder.Services.AddSpinner();
        using var host = builder.Build();
        await host.StartAsync();
        Assert.Empty(await host.Services.GetRequiredService<ISpinner>().ListAsync());
        await host.StopAsync();
    }

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(ReadmeLoggingSpec).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
