namespace Spinner.Actors.Tests.Model;

/// <summary>The model in <c>cluster</c>: what faults can do to a name in a cluster, and that each rule it has makes a difference.</summary>
public class ClusterModelSpec
{
    [PythonFact]
    public async Task No_name_has_two_processes_with_every_rule_and_each_rule_is_needed()
    {
        var told = await ModelScript.RunAsync(Path.Combine("cluster", "cluster_model.py"));
        var lines = told.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.EndsWith("states, nothing wrong", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("at random: nothing wrong with the claim", lines[^1], StringComparison.Ordinal);
        Assert.All(lines[1..^1], line => Assert.Contains(Broken(line), line, StringComparison.Ordinal));
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7"], lines[1..^1].Select(line => line.Split(' ')[0]).Where(trap => trap != "-").Distinct());
    }

    static string Broken(string line) =>
        line.StartsWith('6') ? "never alive again" : line.Contains("ping was sent", StringComparison.Ordinal) ? "no majority" : "two at once";
}
