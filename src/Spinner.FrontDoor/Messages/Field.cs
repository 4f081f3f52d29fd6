namespace Spinner.FrontDoor.Messages;

/// <summary>One line of a head.</summary>
readonly record struct Field(string Name, string Value);
