namespace Spinner.Actors.Tests.Model;

/// <summary>The model beside this file: every sequence of two commands with all that may follow, and that each rule it has makes a difference.</summary>
public class KindsModelSpec
{
    [PythonFact]
    public async Task It_holds_with_every_rule_and_breaks_without_any()
    {
        var told = await ModelScript.RunAsync("kinds_model.py", "2");
        Assert.Contains("states, nothing wrong", told, StringComparison.Ordinal);
    }
}
