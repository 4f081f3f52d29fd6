namespace Spinner.Host.Commands;

/// <summary>How a command writes its answer.</summary>
enum OutputForm
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>One JSON document.</summary>
    Json,

    /// <summary>A JSON document on each line.</summary>
    Jsonl,
}
