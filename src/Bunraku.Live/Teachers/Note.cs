namespace Bunraku.Live.Teachers;

/// <summary>Tells of progress at once, on the thread that makes it.</summary>
internal sealed class Note<T>(Action<T> tell) : IProgress<T>
{
    void IProgress<T>.Report(T value) => tell(value);
}
