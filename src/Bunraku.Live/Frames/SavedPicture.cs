namespace Bunraku.Live.Frames;

/// <summary>A picture that the user saves.</summary>
/// <param name="FileName">What the file is called.</param>
/// <param name="Png">Its content.</param>
public sealed record SavedPicture(string FileName, byte[] Png);
