using System.Globalization;

namespace Spinner.Processes;

/// <summary>
/// A shell that sets what only the process itself can set, and then becomes the program: the same process all the way. Stateless.
/// </summary>
internal static class ShellStage
{
    private const string Shell = "/bin/sh";
    private const string ControlGroupEntry = "cgroup.procs";
    private const string Nice = "nice";
    private const string SetPrivileges = "setpriv";

    /// <summary>What is to be spawned in place of a command.</summary>
    /// <returns>The plan and the command as they are where nothing has to be set.</returns>
    /// <exception cref="SpawnException">The system, or who we are, does not allow it.</exception>
    internal static (LaunchPlan Plan, string Command) Wrap(LaunchPlan plan, string command)
    {
        var account = AccountOf(plan);
        if (!plan.PassListener && plan is { Umask: null, NoFile: null, Nice: 0, ControlGroup: null } && account is null) return (plan, command);
        if (Libc.Access(Shell, Libc.MayExecute) != 0)
            throw new SpawnException(
                SpawnFailure.CommandNotFound,
                plan.PassListener
                    ? $"'{plan.Name}' takes over a listener, which needs {Shell} to set LISTEN_PID, and there is none."
                    : $"'{plan.Name}' has an umask, limits, a niceness or a user of its own, which needs {Shell}, and there is none.");
        IReadOnlyList<string> words = [.. plan.ControlGroup is { } group ? [group] : Array.Empty<string>(), .. NiceWords(plan), .. account is { } user ? PrivilegeWords(plan, user) : [], command, .. plan.Args];
        var wrapped = plan with { Args = ["-c", Script(plan), "sh", .. words] };
        return (account is { Name.Length: > 0 } known ? wrapped.WithVariables(VariablesOf(plan, known)) : wrapped, Shell);
    }

    private static string Script(LaunchPlan plan)
    {
        var script = plan.PassListener ? "export LISTEN_PID=$$; " : "";
        // The first argument, so that no character of its path means anything here.
        if (plan.ControlGroup is not null) script += $"echo $$ >\"$1/{ControlGroupEntry}\" && shift && ";
        if (plan.Umask is { } mask) script += string.Create(CultureInfo.InvariantCulture, $"umask 0{Convert.ToString((int)mask, 8)} && ");
        if (plan.NoFile is { } files) script += string.Create(CultureInfo.InvariantCulture, $"ulimit -n {Allowed(plan, files)} && ");
        return script + "exec \"$@\"";
    }

    private static int Allowed(LaunchPlan plan, int files)
    {
        if (CurrentUser.Id != 0 && FileLimits.Now() is { Hard: var hard } && files > hard)
            throw new SpawnException(SpawnFailure.Refused, $"'{plan.Name}' is to have {files} open files, and the hard limit here is {hard}; only root may raise it.");
        return files;
    }

    private static string[] NiceWords(LaunchPlan plan)
    {
        if (plan.Nice == 0) return [];
        // nice(1) goes on without it where it may not.
        if (plan.Nice < 0 && CurrentUser.Id != 0)
            throw new SpawnException(SpawnFailure.Refused, $"'{plan.Name}' is to run at a niceness of {plan.Nice}: only root may go below 0.");
        return [ToolFor(plan, Nice), "-n", plan.Nice.ToString(CultureInfo.InvariantCulture)];
    }

    /// <summary>Null: ours.</summary>
    private static Account? AccountOf(LaunchPlan plan)
    {
        if (plan is { User: null, Group: null }) return null;
        if (CurrentUser.Id != 0)
            throw new SpawnException(SpawnFailure.Refused, $"'{plan.Name}' is to run as {plan.User ?? "the group " + plan.Group}: only root may do that.");
        if (!OperatingSystem.IsLinux())
            throw new SpawnException(SpawnFailure.Refused, $"'{plan.Name}' is to run as {plan.User ?? "the group " + plan.Group}: only on Linux.");
        var user = plan.User ?? "0";
        if (Account.Find(user) is { } found) return found;
        // An id needs no name, but a group then.
        return uint.TryParse(user, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && plan.Group is not null
            ? new Account("", id, 0, "/")
            : throw new SpawnException(SpawnFailure.Refused, $"'{plan.Name}' is to run as '{user}', and there is no such user.");
    }

    private static string[] PrivilegeWords(LaunchPlan plan, Account account)
    {
        var group = plan.Group is { } given
            ? Account.FindGroup(given) ?? throw new SpawnException(SpawnFailure.Refused, $"'{plan.Name}' is to run in the group '{given}', and there is no such group.")
            : account.Group;
        return
        [
            ToolFor(plan, SetPrivileges), string.Create(CultureInfo.InvariantCulture, $"--reuid={account.Id}"), string.Create(CultureInfo.InvariantCulture, $"--regid={group}"),
            account.Name.Length > 0 ? "--init-groups" : "--clear-groups", "--",
        ];
    }

    private static string ToolFor(LaunchPlan plan, string name) =>
        SystemTool.Find(name) ?? throw new SpawnException(SpawnFailure.CommandNotFound, $"'{plan.Name}' needs the program {name}, and there is none.");

    // What was given for the child stays; what it inherits speaks of us.
    private static (string Name, string Value)[] VariablesOf(LaunchPlan plan, Account account) =>
    [
        .. new[] { ("HOME", account.Home), ("USER", account.Name), ("LOGNAME", account.Name) }
            .Where(v => plan.Environment.GetValueOrDefault(v.Item1) == Inherited.Environment.GetValueOrDefault(v.Item1)),
    ];
}
