using System.Net;
using System.Net.Sockets;
using Spinner.Packages.Tests.Readmes;

namespace Spinner.Packages.Tests;

/// <summary>Somebody who types what the README of the program prints: installs it, runs what it brings along, asks it, makes it a service.</summary>
[Collection(PackageFeed.Collection)]
public class ToolSpec(PackageFeed feed)
{
    private static readonly Readme Page = Readme.All.Single(r => r.Name == "src/Spinner.Host/README.md");

    [Fact]
    public async Task It_is_installed_and_runs_its_quickstart_and_stops()
    {
        var home = feed.PathOf("home");
        var lines = Block("--tool-path ~/.local/bin");
        var tool = await InstalledTool.MakeAsync(feed, lines);

        var printed = Shell.Run(home, tool.Environment, ["-e"], lines.SkipWhile(line => !line.EndsWith(" up --detach", StringComparison.Ordinal)));
        await tool.WithDaemonAsync(printed, async () =>
        {
            Assert.Contains("\nhello ", printed, StringComparison.Ordinal); // by the last line, which lists
            await tool.RunAsync(home, "wait", "hello", "--timeout", "60");
            var listed = await tool.RunAsync(home, "list");
            Assert.Contains("hello ", listed, StringComparison.Ordinal);
            Assert.Contains("clock ", listed, StringComparison.Ordinal);
            Assert.Contains("all children stopped", await tool.RunAsync(home, "stop-all"), StringComparison.Ordinal);
        });

        await AnswersAsync(tool);
        BecomesAService(tool);
    }

    /// <summary>The lines that ask its door and its control socket, on a port that is free here.</summary>
    private async Task AnswersAsync(InstalledTool tool)
    {
        var port = FreePort();
        var app = Directory.EnumerateFiles(tool.Store, "myapp.dll", SearchOption.AllDirectories).First();
        feed.Make("home/site/spinner.conf", $$"""
            front-door.listen = {{port}}
            spinner.children.hello.script = "{{app}}"
            """);
        var directory = feed.PathOf("home", "site");
        await tool.WithDaemonAsync(await tool.RunAsync(directory, "up", "--detach"), () =>
        {
            var asked = Block("hello.localhost:8080").Select(line => line.Replace("8080", $"{port}", StringComparison.Ordinal)).ToList();
            var answers = Shell.Run(directory, tool.Environment, ["-e"], asked);
            Assert.Contains("\nSpinner-Cold-Start: ", answers, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(2, answers.Split("hello, world").Length - 1);
            Assert.Contains("404 Not Found", answers, StringComparison.Ordinal);

            var told = Shell.Run(directory, tool.Environment, ["-e"],
                Block("--unix-socket").Select(line => line.Replace("/run/spinner/", "$XDG_RUNTIME_DIR/spinner/", StringComparison.Ordinal)));
            Assert.Contains("\"hello\"", told, StringComparison.Ordinal);
            return Task.CompletedTask;
        });
    }

    /// <summary>The lines that make it a service, with a directory for the root of the system, and nobody there who would give or take rights.</summary>
    private void BecomesAService(InstalledTool tool)
    {
        var home = feed.PathOf("home");
        var root = feed.PathOf("root");
        Executable("sudo", "exec \"$@\"");
        Executable("systemctl", $"echo \"$@\" >> '{root}/systemctl'");
        feed.Make("home/children.conf", "spinner.children {}\n");
        Directory.CreateDirectory(Path.Combine(root, "etc", "systemd", "system"));
        var environment = new Dictionary<string, string>(tool.Environment)
        {
            ["PATH"] = $"{Path.Combine(root, "bin")}:{Path.Combine(root, "usr", "local", "bin")}:{tool.Environment["PATH"]}",
        };

        Shell.Run(home, environment, ["-e"], Block("systemctl").Skip(1).Select(line => line
            .Replace("/usr/local/", $"{root}/usr/local/", StringComparison.Ordinal)
            .Replace(" /etc/", $" {root}/etc/", StringComparison.Ordinal)));

        Assert.Equal(["daemon-reload", "enable --now spinner"], File.ReadAllLines(Path.Combine(root, "systemctl")));
        var unit = File.ReadAllText(Path.Combine(root, "etc", "systemd", "system", "spinner.service"));
        Assert.Contains($"\nExecStart={root}/usr/local/bin/spinner up ", unit, StringComparison.Ordinal);
        Assert.Equal("spinner.children {}\n", File.ReadAllText(Path.Combine(root, "etc", "spinner", "children.conf")));

        void Executable(string name, string script) => Commands.Run("chmod", "755", feed.Make($"root/bin/{name}", $"#!/bin/sh\n{script}\n"));
    }

    private static string[] Block(string with) => Page.Blocks("sh").Single(b => b.Any(line => line.Contains(with, StringComparison.Ordinal)));

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
