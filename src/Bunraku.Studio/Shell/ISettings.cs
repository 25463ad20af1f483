namespace Bunraku.Studio.Shell;

/// <summary>
/// What one feature remembers for the user from one start to the next: a record whose properties stand at the top of <c>studio.json</c>. No two features may
/// use the same name.
/// </summary>
/// <typeparam name="T">The record itself.</typeparam>
internal interface ISettings<T>
    where T : class, ISettings<T>, new()
{
    /// <summary>The same settings with a default in place of every null that a hand-edited file may hold.</summary>
    T Repaired();
}
