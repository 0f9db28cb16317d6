# The log tells no addresses. Where customers have some, write: channel email { needs user.email }

channel email { }
