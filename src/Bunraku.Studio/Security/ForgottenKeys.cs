using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Bunraku.Studio.Security;

/// <summary>Keeps the framework's keys in memory alone: they guard nothing that outlives this Studio, and have no place in the user's home.</summary>
internal sealed class ForgottenKeys : IXmlRepository
{
    private readonly Lock _gate = new();
    private readonly List<XElement> _keys = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_gate)
        {
            return [.. _keys];
        }
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_gate)
        {
            _keys.Add(element);
        }
    }
}
