using System.Text.Json;
using Spinner.Host.Contract;

namespace Spinner.Host.Commands;

/// <summary>Answers as JSON.</summary>
static class Json
{
    public static string Of(Problem problem) => JsonSerializer.Serialize(problem, ContractJson.Readable.Problem);

    public static string Of(ChildView child) => JsonSerializer.Serialize(child, ContractJson.Readable.ChildView);
}
