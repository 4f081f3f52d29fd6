namespace Spinner.Supervisor;

/// <summary>One line of words with tabs between them. Safe for concurrent use.</summary>
internal static class Answer
{
    public static void Say(params string[] words) => Console.Out.WriteLine(string.Join('\t', words).ReplaceLineEndings(" "));
}
