using System.CommandLine;
using Spinner.Control.Routes;
using Spinner.Host.Client;
using Spinner.Host.Display;
using Spinner.Host.Settings;

namespace Spinner.Host.Commands;

/// <summary><c>spinner unit</c>: the systemd unit of this installation.</summary>
static class UnitCommand
{
    public static Command Create()
    {
        var file = new Option<string?>("--config", "-c") { Description = "The HOCON file of children the service runs; without it spinner/children.conf of /etc, or of ~/.config" };
        Invocation.RefuseEmpty(file);
        var user = new Option<bool>("--user") { Description = "For a service of the user, not of the machine" };
        var delegates = new Option<bool>("--delegate") { Description = "With the control group delegated to it: what memory-high, memory-max and cpu-weight of children need" };
        var command = new Command("unit", "Writes a systemd unit that runs this program: spinner unit > /etc/systemd/system/spinner.service") { file, user, delegates };
        command.SetAction(parsed => Write(parsed.GetValue(file), parsed.GetValue(user), parsed.GetValue(delegates)));
        return command;
    }

    private static int Write(string? file, bool isOfUser, bool delegates)
    {
        var config = file is null ? isOfUser ? "%E/spinner/children.conf" : "/etc/spinner/children.conf" : Quote(SocketPath.Full(file));
        StandardOutput.Open().Write(Text(string.Join(' ', OwnProgram.Words.Select(Quote)), config, isOfUser, Environment.GetEnvironmentVariable("DOTNET_ROOT"), delegates));
        return ExitCodes.Ok;
    }

    /// <summary>The unit.</summary>
    /// <param name="program">As ExecStart takes it.</param>
    /// <param name="config">Path of the file of children, the same.</param>
    /// <param name="isOfUser">Whether it is for <c>systemctl --user</c>.</param>
    /// <param name="dotnet">Where .NET is, when that is told.</param>
    /// <param name="delegates">Whether its children may have limits of the kernel's.</param>
    public static string Text(string program, string config, bool isOfUser, string? dotnet, bool delegates = false) => $"""
        [Unit]
        Description=Spinner: children, started when they are needed
        {(isOfUser ? "" : "After=network.target\n")}
        [Service]
        Type=notify
        ExecStart={program} up --plain -c {config}
        ExecReload=/bin/kill -HUP $MAINPID
        {(dotnet is null ? "" : $"Environment={Quote($"DOTNET_ROOT={dotnet}")}\n")}RuntimeDirectory=spinner
        RuntimeDirectoryMode=0700
        StateDirectory=spinner
        StateDirectoryMode=0700
        LogsDirectory=spinner
        LogsDirectoryMode=0700
        {(delegates ? "# For memory-high, memory-max and cpu-weight of children, each in a control group of its own.\nDelegate=yes\n" : "")}# SIGTERM to the daemon alone, which stops its children in order; what is left of the group is killed afterwards.
        KillMode=mixed
        TimeoutStopSec=45
        Restart=on-failure

        [Install]
        WantedBy={(isOfUser ? "default.target" : "multi-user.target")}

        """;

    // systemd splits at blanks, and reads % and $ as the beginning of something else.
    private static string Quote(string word)
    {
        var escaped = word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("%", "%%", StringComparison.Ordinal).Replace("$", "$$", StringComparison.Ordinal);
        return escaped.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or '+' or '%' or '=' or ':' or '@') ? escaped : $"\"{escaped}\"";
    }
}
