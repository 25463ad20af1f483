namespace Bunraku.Core.Errors;

/// <summary>
/// Something the user gave (a file, a value, an argument) cannot be used. The message is one clear sentence or two: what and
/// where, what was expected, what was found, and what to do. The command line shows it as it is and ends with exit code 2;
/// Studio shows it in the page.
/// </summary>
public class BadInputException : Exception
{
    public BadInputException(string message)
        : base(message)
    {
    }

    public BadInputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
